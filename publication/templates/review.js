/* The review page: filters, the pages before and now, sign-off. Everything else is plain HTML. */
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
  $("a.skip[hidden]").hidden = false;
  if (!sheets.some((sheet) => sheet.before >= 0)) { // nothing to compare with
    only.checked = false;
    for (const element of [only.parentElement, split, $(".sides"), $(".compare")]) element.hidden = true;
  }

  function listed() {
    const chosen = sheets.filter((sheet) => (!only.checked || sheet.changed)
      && (!left || !left.checked || ["back", "unsigned"].includes(stateOf(sheet)[0])));
    return chosen.length ? chosen : sheets;
  }

  function entry(sheet) { // a page that is gone may be called like one that is there
    if (sheet.after < 0) return `${sheet.label} (${select.dataset.gone})`;
    const signed = (notes.get(sheet.label) || {}).signed;
    return sheet.label + (sheet.changed ? " •" : "") + (signed ? " ✓" : "");
  }

  function fill() {
    select.replaceChildren(...listed().map((sheet) => new Option(entry(sheet), sheet.index)));
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
    let told = named(sheet.label);
    if (sheet.after < 0) told += `. ${caption.dataset.gone}`;
    else if (sheet.before >= 0 && sheet.was !== sheet.label) told += `, ${caption.dataset.was.replace("{page}", sheet.was)}`;
    else if (sheet.before < 0 && sheets.some((other) => other.before >= 0)) told += `. ${caption.dataset.new}`;
    caption.textContent = told;
    divide();
    read();
  }

  function divide() {
    const share = split.disabled ? (current.after < 0 ? 100 : 0) : Number(split.value);
    pictures.before.style.clipPath = `inset(0 ${100 - share}% 0 0)`;
    edge.style.left = `${share}%`;
    edge.hidden = share === 0 || share === 100;
    bars.hidden = share === 100;
    $(".sides .past").classList.toggle("unseen", share === 0);
    $(".sides .present").classList.toggle("unseen", share === 100);
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
  const rows = $(".rows");
  const notes = new Map(); // page -> what is written on it and goes into the file
  let unsaved = false;

  function stateOf(sheet) {
    return sheet.after < 0 ? ["empty", ""] : data.states[sheet.label] || ["unsigned", ""];
  }

  function addRow({ line, text }) {
    const row = $("template", pen).content.firstElementChild.cloneNode(true);
    $("input", row).value = line;
    $("textarea", row).value = text;
    rows.append(row);
    return row;
  }

  function read() {
    if (!pen) return;
    pen.hidden = current.after < 0;
    if (pen.hidden) return;
    const [state, by] = stateOf(current);
    const note = notes.get(current.label) || { signed: false, remarks: [] };
    $(".so-far", pen).textContent = pen.dataset[state].replace("{by}", by);
    pen.signed.checked = note.signed;
    pen.signed.disabled = state === "empty";
    rows.replaceChildren();
    for (const remark of note.remarks.length ? note.remarks : [{ line: "", text: "" }]) addRow(remark);
  }

  function write() {
    const remarks = $$(".row", rows)
      .map((row) => ({ line: $("input", row).value, text: $("textarea", row).value }))
      .filter(({ text }) => text.trim());
    const note = { signed: pen.signed.checked, remarks };
    if (note.signed || remarks.length) notes.set(current.label, note);
    else notes.delete(current.label);
    unsaved = notes.size > 0;
    select.selectedOptions[0].textContent = entry(current);
    tell(unsaved ? pen.dataset.notYet : "");
  }

  function tell(words, file = "") {
    const all = [...notes.values()];
    const told = words
      .replace("{signed}", all.filter((note) => note.signed).length)
      .replace("{remarks}", all.reduce((sum, note) => sum + note.remarks.length, 0))
      .replace("{file}", file);
    const saved = $(".saved", pen);
    if (saved.textContent !== told) saved.textContent = told; // said aloud only when it is new
  }

  function content(by) {
    const pages = [...notes];
    return JSON.stringify({
      format: 1,
      title: data.title,
      by,
      signed: Object.fromEntries(pages.filter(([, note]) => note.signed)
        .map(([page]) => [page, data.digests[page]])),
      remarks: pages.flatMap(([page, note]) => note.remarks.map(({ line, text }) => ({
        page, line: Math.max(0, Math.trunc(line)), text: text.trim(), read: data.digests[page] || "",
      }))),
    });
  }

  function save() {
    const by = pen.by.value.trim();
    if (!notes.size || !by) {
      tell(notes.size ? pen.dataset.need : pen.dataset.nothing);
      if (notes.size) pen.by.focus();
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content(by)], { type: "application/json" }));
    link.download = pen.dataset.name.replace("{by}", by.replace(/[^\p{L}\p{N}-]/gu, "_"));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000); // some browsers read it later
    unsaved = false;
    tell(pen.dataset.saved, link.download);
  }

  if (pen) {
    pen.addEventListener("input", (event) => { if (event.target !== pen.by) write(); });
    pen.addEventListener("submit", (event) => event.preventDefault());
    pen.more.addEventListener("click", () => $("input", addRow({ line: "", text: "" })).focus());
    pen.save.addEventListener("click", save);
    window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
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
