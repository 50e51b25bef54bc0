"""The structure tree of a tagged PDF as plain Python objects: read, change, write back.

Repairs (tags.py) work on these objects, never on the PDF itself; the parent tree, the ID tree and
the back references are written anew from them, so they are right by construction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, NameTree, Object, Page, Pdf, String


@dataclass(frozen=True, slots=True)
class Source:
    """The HTML element a structure element was made from (typesetting writes it as /XSrc)."""

    key: str
    tag: str = ""
    classes: tuple[str, ...] = ()
    id: str = ""
    lang: str = ""
    scope: str = ""
    role: str = ""
    place: str = ""
    pseudo: str = ""

    @property
    def chapter(self) -> str:
        return self.key.rpartition(".")[0]


UNKNOWN = Source("")


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content: page index and MCID."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation (a link): page index and position among the page's annotations."""

    page: int
    number: int


@dataclass(eq=False, slots=True)
class Element:
    """A structure element.

    attributes  owner (Table, Layout, List) -> key -> value
    files       specifications of the files that belong to it
    """

    role: str
    kids: list[Kid] = field(default_factory=list)
    source: Source = UNKNOWN
    alt: str = ""
    lang: str = ""
    id: str = ""
    attributes: dict[str, dict[str, Object | str | int]] = field(default_factory=dict)
    files: list[Object] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        """Its kids that are elements."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self) -> Iterator[Element]:
        """Itself and all elements under it, in reading order."""
        yield self
        for kid in self.elements:
            yield from kid.walk()

    def leaves(self) -> Iterator[Content | Annotation]:
        """Everything on the page that belongs to it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.leaves()
            else:
                yield kid

    def first_page(self) -> int | None:
        """The index of the page on which it begins; None when it is empty."""
        return next((leaf.page for leaf in self.leaves()), None)


Kid = Element | Content | Annotation


def parse_source(text: str) -> Source:
    """`chapter.index|tag|class|id|lang|scope|role|src|pseudo` as a Source."""
    key, tag, classes, *rest = (*text.split("|"), "", "", "")[:9]
    rest += [""] * (6 - len(rest))
    return Source(key, tag, tuple(classes.split()), *rest)


# ------------------------------------------------------------------ reading


def read_tree(pdf: Pdf) -> Element:
    """The Document element of a tagged PDF, with everything under it."""
    root = pdf.Root.StructTreeRoot.K
    reader = _Reader(pdf)
    roots = [reader.element(raw) for raw in (root if isinstance(root, Array) else (root,))]
    return roots[0] if len(roots) == 1 else Element("Document", [*roots])


class _Reader:
    """Knows the pages and annotations by object number while the tree is read."""

    def __init__(self, pdf: Pdf) -> None:
        self.pages: dict[tuple[int, int], int] = {}
        self.annotations: dict[tuple[int, int], Annotation] = {}
        for index, page in enumerate(pdf.pages):
            self.pages[page.obj.objgen] = index
            for number, raw in enumerate(page.obj.get("/Annots", ())):
                self.annotations[raw.objgen] = Annotation(index, number)

    def element(self, raw: Object, page: int = -1) -> Element:
        """One element; page is its parent's, for those without /Pg."""
        page = self.pages.get(raw.Pg.objgen, -1) if "/Pg" in raw else page
        source = parse_source(str(raw.XSrc)) if "/XSrc" in raw else UNKNOWN
        element = Element(str(raw.S)[1:], source=source)
        element.alt = str(raw.get("/Alt", ""))
        element.lang = str(raw.get("/Lang", ""))
        element.id = str(raw.get("/ID", ""))
        if "/A" in raw:
            element.attributes = _attributes(raw.A)
        kids = raw.get("/K")
        for kid in kids if isinstance(kids, Array) else () if kids is None else (kids,):
            found = self._kid(kid, page)
            if found is not None:
                element.kids.append(found)
        return element

    def _kid(self, kid: Object | int, page: int) -> Kid | None:
        if isinstance(kid, int):
            return Content(page, kid)
        if "/S" in kid:
            return self.element(kid, page)
        page = self.pages.get(kid.Pg.objgen, -1) if "/Pg" in kid else page
        if kid.get("/Type") == Name.OBJR:
            return self.annotations.get(kid.Obj.objgen)
        return Content(page, int(kid.MCID))


def _attributes(raw: Object) -> dict[str, dict[str, Object | str | int]]:
    """/A by owner: one dictionary or an array of them."""
    found: dict[str, dict[str, Object | str | int]] = {}
    for owner in raw if isinstance(raw, Array) else (raw,):
        values = found.setdefault(str(owner.O)[1:], {})
        for key in owner.keys() - {"/O"}:
            values[key[1:]] = owner[key]
    return found


# ------------------------------------------------------------------ writing


def write_tree(pdf: Pdf, document: Element) -> None:
    """Replace the structure tree of the PDF by `document`, with parent tree and ID tree."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    writer = _Writer(pdf, root)
    root.K = Array([writer.element(document, root)])
    root.ParentTree = writer.parent_tree()
    root.ParentTreeNextKey = writer.next_key
    if writer.ids:
        tree = NameTree.new(pdf)
        for name in sorted(writer.ids):
            tree[name] = writer.ids[name]
        root.IDTree = tree.obj
    pdf.Root.StructTreeRoot = root


class _Writer:
    """Collects who owns which content and annotation while the tree is written."""

    def __init__(self, pdf: Pdf, root: Object) -> None:
        self.pdf = pdf
        self.root = root
        self.pages: list[Page] = list(pdf.pages)
        self.owners: list[dict[int, Object]] = [{} for _ in self.pages]
        self.annotated: list[Object] = []
        self.ids: dict[str, Object] = {}

    @property
    def next_key(self) -> int:
        return len(self.pages) + len(self.annotated)

    def element(self, element: Element, parent: Object) -> Object:
        """Write one element and all under it; returns the indirect dictionary."""
        raw = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + element.role), P=parent)
        )
        page = element.first_page()
        if page is not None:
            raw.Pg = self.pages[page].obj
        for key, text in (("/Alt", element.alt), ("/Lang", element.lang), ("/ID", element.id)):
            if text:
                raw[key] = String(text)
        if element.id:
            self.ids[element.id] = raw
        if element.files:
            raw.AF = Array(element.files)
        if element.attributes:
            raw.A = _raw_attributes(element.attributes)
        kids = [self._kid(kid, raw, page) for kid in element.kids]
        if kids:
            raw.K = kids[0] if len(kids) == 1 else Array(kids)
        return raw

    def _kid(self, kid: Kid, owner: Object, page: int | None) -> Object | int:
        if isinstance(kid, Element):
            return self.element(kid, owner)
        if isinstance(kid, Content):
            self.owners[kid.page][kid.mcid] = owner
            if kid.page == page:
                return kid.mcid
            return Dictionary(Type=Name.MCR, Pg=self.pages[kid.page].obj, MCID=kid.mcid)
        annotation = self.pages[kid.page].obj.Annots[kid.number]
        annotation.StructParent = len(self.pages) + len(self.annotated)
        self.annotated.append(owner)
        return Dictionary(Type=Name.OBJR, Pg=self.pages[kid.page].obj, Obj=annotation)

    def parent_tree(self) -> Object:
        """Number tree: page -> array of owners by MCID (null where none), annotation -> owner."""
        numbers = Array()
        for index, (page, owners) in enumerate(zip(self.pages, self.owners, strict=True)):
            page.obj.StructParents = index
            size = max(owners, default=-1) + 1
            numbers.append(index)
            numbers.append(self.pdf.make_indirect(Array([owners.get(i) for i in range(size)])))
        for offset, owner in enumerate(self.annotated):
            numbers.append(len(self.pages) + offset)
            numbers.append(owner)
        return self.pdf.make_indirect(Dictionary(Nums=numbers))


def _raw_attributes(attributes: Mapping[str, Mapping[str, Object | str | int]]) -> Object:
    """/A again: one dictionary per owner, names for strings."""
    rows = []
    for owner, values in attributes.items():
        row = Dictionary(O=Name("/" + owner))
        for key, value in values.items():
            row["/" + key] = Name("/" + value) if isinstance(value, str) else value
        rows.append(row)
    return rows[0] if len(rows) == 1 else Array(rows)
