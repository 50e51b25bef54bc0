/* The review page: filters, and the pages before and now. Everything else is plain HTML. */
(() => {
  "use strict";
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

  // ---------------------------------------------------------------- filters
  const form = $(".filters");
  const status = $(".shown");
  const sections = $$("main section[data-kind]");

  function filter() {
    const kinds = new Set($$("input[name=kind]:checked", form).map((box) => box.value));
    const chapter = form.chapter.value;
    const cause = form.cause ? form.cause.value : "";
    let shown = 0;
    let all = 0;
    for (const section of sections) {
      const items = $$(".change", section);
      let here = 0;
      for (const item of items) {
        const fits = (!chapter || item.dataset.chapter === chapter)
          && (!cause || (item.dataset.cause || "").split(" ").includes(cause));
        item.hidden = !fits;
        here += fits;
      }
      const wanted = kinds.has(section.dataset.kind);
      section.hidden = !wanted;
      $(".hidden-note", section).hidden = here > 0 || items.length === 0;
      all += items.length;
      shown += wanted ? here : 0;
    }
    status.textContent = status.dataset.words.replace("{shown}", shown).replace("{all}", all);
  }

  form.hidden = false;
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();

  // ---------------------------------------------------------------- pages before and now
  const data = JSON.parse($("#sheets").textContent);
  const sheets = data.sheets.map(([label, was, before, after, changed, bars], index) =>
    ({ label, was, before, after, changed: Boolean(changed), bars, index }));
  const viewer = $("#pages");
  const select = $("select[name=sheet]");
  const only = $("input[name=only]");
  const left = $("input[name=left]");
  const split = $("input[name=split]");
  const caption = $(".caption", viewer);
  const pictures = { before: $("img.before"), after: $("img.after") };
  const bars = $(".bars");
  const edge = $(".edge");
  let current = null;

  if (!data.pictures.length) return;
  viewer.hidden = false;
  if (!sheets.some((sheet) => sheet.before >= 0)) { // nothing to compare with
    only.checked = false;
    for (const element of [only.parentElement, split.parentElement, $(".help", viewer)]) element.hidden = true;
  }

  function listed() {
    const chosen = sheets.filter((sheet) => (!only.checked || sheet.changed)
      && (!left || !left.checked || ["back", "unsigned"].includes(stateOf(sheet)[0])));
    return chosen.length ? chosen : sheets;
  }

  function fill() {
    select.replaceChildren(...listed().map((sheet) => {
      const option = document.createElement("option");
      option.value = sheet.index;
      option.textContent = sheet.label + (sheet.changed ? " •" : "");
      return option;
    }));
  }

  function named(label) {
    return /^\d+$/.test(label) ? `${caption.dataset.page} ${label}` : label;
  }

  function address(place) {
    return place < 0 ? "" : `data:image/webp;base64,${data.pictures[place]}`;
  }

  function picture(name, place, page) {
    const image = pictures[name];
    image.hidden = place < 0;
    if (place < 0) image.removeAttribute("src");
    else image.src = address(place);
    image.alt = place < 0 ? "" : `${named(page)}, ${caption.dataset[name].toLowerCase()}`;
  }

  function show(sheet) {
    if (!listed().includes(sheet)) {
      only.checked = false;
      if (left) left.checked = false;
      fill();
    }
    current = sheet;
    select.value = sheet.index;
    picture("before", sheet.before, sheet.was);
    picture("after", sheet.after, sheet.label);
    bars.replaceChildren(...sheet.bars.map(([top, height, right]) => {
      const bar = document.createElement("span");
      if (right) bar.className = "right";
      bar.style.top = `${top}%`;
      bar.style.height = `${height}%`;
      return bar;
    }));
    split.disabled = sheet.before < 0 || sheet.after < 0;
    const told = [named(sheet.label)];
    if (sheet.after < 0) told.push(caption.dataset.gone);
    else if (sheet.before >= 0 && sheet.was !== sheet.label) told.push(caption.dataset.was.replace("{page}", sheet.was));
    else if (sheet.before < 0 && sheets.some((other) => other.before >= 0)) told.push(caption.dataset.new);
    caption.textContent = told.join(", ");
    divide();
    read();
  }

  function divide() {
    const share = split.disabled ? (current.after < 0 ? 100 : 0) : Number(split.value);
    pictures.before.style.clipPath = `inset(0 ${100 - share}% 0 0)`;
    edge.style.left = `${share}%`;
    edge.hidden = share === 0 || share === 100;
    bars.hidden = share === 100;
  }

  function step(by) {
    const pages = listed();
    const at = pages.indexOf(current) + by;
    if (pages[at]) show(pages[at]);
  }

  function again() {
    fill();
    show(listed().includes(current) ? current : listed()[0]);
  }

  only.addEventListener("change", again);
  if (left) left.addEventListener("change", again);
  select.addEventListener("change", () => show(sheets[Number(select.value)]));
  split.addEventListener("input", divide);
  for (const button of $$("button[data-step]", viewer)) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  viewer.addEventListener("keydown", (event) => {
    const by = { PageDown: 1, PageUp: -1 }[event.key];
    if (by && event.target !== select && event.target.tagName !== "TEXTAREA") {
      event.preventDefault();
      step(by);
    }
  });

  // Dragging on the page itself moves the edge, for those who use a pointer.
  const stage = $(".stage");
  function drag(event) {
    if (split.disabled || event.buttons !== 1) return;
    const box = stage.getBoundingClientRect();
    split.value = Math.round(100 * (event.clientX - box.left) / box.width);
    divide();
  }
  stage.addEventListener("pointerdown", drag);
  stage.addEventListener("pointermove", drag);

  // ---------------------------------------------------------------- sign-off and remarks
  const pen = $(".sign");
  const notes = new Map();

  function stateOf(sheet) {
    return sheet.after < 0 ? ["empty", ""] : data.states[sheet.label] || ["unsigned", ""];
  }

  function read() {
    if (!pen) return;
    const [state, by] = stateOf(current);
    const note = notes.get(current.label) || { signed: false, remark: "" };
    $(".so-far", pen).textContent = pen.dataset[state].replace("{by}", by);
    pen.signed.checked = note.signed;
    pen.signed.disabled = state === "empty";
    pen.remark.value = note.remark;
  }

  function write() {
    const note = { signed: pen.signed.checked, remark: pen.remark.value };
    if (note.signed || note.remark.trim()) notes.set(current.label, note);
    else notes.delete(current.label);
    $(".saved", pen).textContent = "";
  }

  function save() {
    const by = pen.by.value.trim();
    const status = $(".saved", pen);
    if (!by) {
      status.textContent = pen.dataset.need;
      pen.by.focus();
      return;
    }
    const pages = [...notes];
    const signed = pages.filter(([, note]) => note.signed);
    const remarks = pages.filter(([, note]) => note.remark.trim());
    const content = JSON.stringify({
      format: 1,
      title: data.title,
      by,
      signed: Object.fromEntries(signed.map(([page]) => [page, data.digests[page]])),
      remarks: remarks.map(([page, note]) => ({ page, line: 0, text: note.remark.trim() })),
    });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
    link.download = pen.dataset.name.replace("{by}", by.replace(/[^\w-]/g, "_"));
    link.click();
    URL.revokeObjectURL(link.href);
    status.textContent = pen.dataset.saved
      .replace("{signed}", signed.length)
      .replace("{remarks}", remarks.length)
      .replace("{file}", link.download);
    pen.dispatchEvent(new CustomEvent("saved", { detail: content }));
  }

  if (pen) {
    pen.addEventListener("input", (event) => { if (event.target !== pen.by) write(); });
    pen.addEventListener("submit", (event) => event.preventDefault());
    pen.save.addEventListener("click", save);
    window.addEventListener("beforeunload", (event) => {
      if (notes.size && !$(".saved", pen).textContent) event.preventDefault();
    });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-page]");
    if (!link) return;
    const sheet = sheets.find((each) => each.label === link.dataset.page && each.after >= 0);
    if (!sheet) return;
    event.preventDefault();
    show(sheet);
    viewer.scrollIntoView({ block: "nearest" });
    viewer.focus({ preventScroll: true });
  });

  fill();
  show(listed()[0]);
})();
