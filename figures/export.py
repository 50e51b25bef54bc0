"""The data of a figure for those who want to go on with it: CSV and XLSX."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from figures.cells import NO_BREAK
from publication.language import Language
from publication.model import Artwork, FigureText

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # a ZIP file knows no earlier time


def about(text: FigureText, language: Language) -> tuple[tuple[str, str], ...]:
    """What the numbers are: title, question, note (with the base) and source, in words."""
    words = language.sections["figures"]
    rows = (
        (text.label, text.headline),
        (str(words["question"]), text.question),
        (language["note"], text.table_note),
        (language["source"], text.source),
    )
    return tuple((_spoken(name), _spoken(value)) for name, value in rows if value)


def as_csv(artwork: Artwork, text: FigureText, language: Language) -> str:
    """The figure's data: header, rows, an empty line, then what they are.

    Semicolons and a byte order mark, so that a Danish spreadsheet opens it as it stands and reads
    "28 %" and "3,9" as numbers.
    """
    file = io.StringIO()
    file.write("\ufeff")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(artwork.header)
    writer.writerows([_spoken(value) for value in row] for row in artwork.rows)
    writer.writerow([])
    writer.writerows(about(text, language))
    return file.getvalue()


def as_xlsx(artwork: Artwork, text: FigureText, language: Language, epoch: int) -> bytes:
    """The same as a workbook of one sheet, numbers as numbers; the same bytes for one epoch."""
    made = max(datetime.fromtimestamp(epoch, UTC), EARLIEST)
    book = Workbook()
    book.properties.created = book.properties.modified = made.replace(tzinfo=None)
    book.properties.creator = text.source
    book.properties.title = f"{text.label}: {text.headline}"
    sheet = book.worksheets[0]
    sheet.title = _spoken(text.label)
    _fill(sheet, artwork, text, language)
    file = io.BytesIO()
    book.save(file)
    return _timeless(file.getvalue(), made)


def _fill(sheet: Worksheet, artwork: Artwork, text: FigureText, language: Language) -> None:
    sheet.append(list(artwork.header))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for at, row in enumerate(artwork.rows, 2):
        for column, printed in enumerate(row, 1):
            value, form = _number(printed, language)
            cell = sheet.cell(at, column, value)
            cell.number_format = form
    sheet.append([])
    for name, value in about(text, language):
        sheet.append([name, value])
    for letter, width in zip("ABCDEFGH", (44, *(16,) * 7), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "B2"


def _spoken(printed: str) -> str:
    """Printed words with ordinary spaces, as data want them."""
    return printed.replace(NO_BREAK, " ")


def _number(printed: str, language: Language) -> tuple[str | float, str]:
    """A printed cell as a number and its format, or as the words it is."""
    plain = printed.replace(language["thousands_mark"], "").replace(language["decimal_mark"], ".")
    share = re.fullmatch(rf"(\d+){NO_BREAK}%", plain)
    if share:
        return int(share[1]) / 100, "0%"
    if re.fullmatch(r"\d+", plain):
        return int(plain), "#,##0"
    if re.fullmatch(r"\d+\.\d+", plain):
        return float(plain), "0.0"
    return _spoken(printed), "General"


def _timeless(book: bytes, made: datetime) -> bytes:
    """The workbook's archive with every file dated `made`, not the moment of writing."""
    file = io.BytesIO()
    stamp = made.timetuple()[:6]
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(file, "w") as new:
        for name, content in _parts(old, made):
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return file.getvalue()


def _parts(book: zipfile.ZipFile, made: datetime) -> Iterator[tuple[str, bytes]]:
    """The archive's files; the date of last change is set again, for saving sets it to now."""
    stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    for name in sorted(book.namelist()):
        content = book.read(name)
        if name == "docProps/core.xml":
            content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
        yield name, content
