"""Read a survey folder: codebook.toml, population.csv and responses in one of four formats.

CSV and Parquet hold level keys (or labels); SPSS and Stata files hold numbers with value labels,
which are read by their labels. User-defined missing values of SPSS are kept: they are answers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from publication.errors import SurveyError
from publication.model import Place, Problem
from publication.survey.codebook import Codebook, read_codebook
from publication.survey.records import Delivered, Responses, Stratum
from publication.textfile import UTF_16, read_rows

if TYPE_CHECKING:
    import pandas as pd

Columns = Mapping[str, Delivered]
STRATUM = ("variable", "level", "sent", "answered", "completed")  # columns of population.csv


def load(folder: Path) -> Responses:
    """Read the survey as delivered.

    The folder holds codebook.toml, one of responses.{csv,parquet,sav,dta} and, if known,
    population.csv. Raises SurveyError where a file is missing or unreadable.
    """
    codebook = read_codebook(folder / "codebook.toml")
    found = [folder / f"responses{ending}" for ending in _READERS]
    found = [path for path in found if path.exists()]
    if len(found) != 1:
        names = ", ".join(path.name for path in found) or "none"
        message = f"one file of answers is needed, found {names}"
        folder_file = found[0].name if found else "responses.csv"
        wanted = " or ".join(f"responses{ending}" for ending in _READERS)
        raise SurveyError([Problem(message, Place(folder_file, 1), wanted)])
    path = found[0]
    columns = _READERS[path.suffix](path, codebook)
    rows = len(next(iter(columns.values())).codes) if columns else 0
    return Responses(
        folder=folder,
        file=path.name,
        codebook=codebook,
        columns=columns,
        rows=rows,
        population=_read_population(folder / "population.csv"),
        first_line=2 if path.suffix == ".csv" else 1,
    )


def _read_csv(path: Path, codebook: Codebook) -> Columns:
    """Text with one header line, in the encoding and with the separator the codebook names."""
    import pandas as pd

    text = _decoded(path, codebook.encoding)
    try:
        frame = pd.read_csv(
            path,
            sep=codebook.separator,
            dtype=str,
            keep_default_na=False,
            # a byte order mark, as spreadsheets write it, is no part of the first column's name
            encoding="utf-8-sig" if codebook.encoding == "utf-8" else codebook.encoding,
            index_col=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        plain = Problem(f"cannot be read: {error}", Place(path.name, 1))
        raise SurveyError([*_slips(path.name, text, codebook.separator)] or [plain]) from None
    if len(frame.columns) == 1:
        shown = str(frame.columns[0])[:60]
        message = f"one column only, {shown!r}: is {codebook.separator!r} the separator?"
        raise SurveyError([Problem(message, Place(path.name, 1), "set survey.separator")])
    # no row is too long: so many separators as cells want them means that none is short either
    wanted = (len(frame) + 1) * (len(frame.columns) - 1)
    suspect = '"' in text or text.count(codebook.separator) != wanted
    if suspect and (slips := list(_slips(path.name, text, codebook.separator))):
        raise SurveyError(slips)
    return {str(name): _encode(frame[name]) for name in frame.columns}


def _slips(file: str, text: str, separator: str) -> Iterator[Problem]:
    """Every row with more or fewer cells than the header, and a quote that is never closed."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    wanted, line = 0, 1
    try:
        for cells in rows:
            wanted = wanted or len(cells)
            if len(cells) != wanted and "".join(cells).strip():
                message = f"{len(cells)} cells, but the header has {wanted}"
                yield Problem(message, Place(file, line))
            line = rows.line_num + 1
    except csv.Error as error:
        if rows.line_num > line:  # it read on, to the end of the file
            yield Problem("a quotation mark is opened, and never closed", Place(file, line))
        else:
            yield Problem(f"cannot be read: {error}", Place(file, line))


def _decoded(path: Path, encoding: str) -> str:
    """The text; SurveyError with every line that is not in the encoding the codebook promises."""
    content = path.read_bytes()
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        pass
    if content.startswith(UTF_16):
        message, hint = f"not {encoding}: the file is UTF-16", "save it as UTF-8"
        raise SurveyError([Problem(message, Place(path.name, 1), hint)])
    problems = []
    for line, text in enumerate(content.split(b"\n"), 1):
        try:
            text.decode(encoding)
        except UnicodeDecodeError as error:
            shown = text[max(0, error.start - 12) : error.start + 12].decode("latin-1")
            problems.append(
                Problem(f"not {encoding}: {shown!r}", Place(path.name, line), "looks like latin-1")
            )
    raise SurveyError(problems or [Problem(f"not {encoding}", Place(path.name, 1))])


def _read_parquet(path: Path, codebook: Codebook) -> Columns:
    """Columns are read dictionary-encoded, so a million strings cost a million small integers."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = pq.read_schema(path)
        text = [f.name for f in schema if pa.types.is_string(f.type)]
        table = pq.read_table(path, read_dictionary=text)
    except (pa.ArrowException, OSError) as error:
        raise SurveyError([Problem(f"cannot be read: {error}", Place(path.name, 1))]) from None
    return {name: _from_arrow(table.column(name)) for name in table.column_names}


def _from_arrow(column: Any) -> Delivered:
    """An Arrow column as codes and values; an absent answer becomes the empty string."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    array = column.unify_dictionaries().combine_chunks()
    values = tuple(_spelling(value) for value in array.dictionary.to_pylist())
    if array.null_count:
        array_codes = array.indices.fill_null(len(values))
        values = (*values, "")
    else:
        array_codes = array.indices
    return Delivered(array_codes.to_numpy(zero_copy_only=False).astype(np.int32), values)


def _read_spss(path: Path, codebook: Codebook) -> Columns:
    import pyreadstat

    return _labelled(path, lambda: pyreadstat.read_sav(path, user_missing=True))


def _read_stata(path: Path, codebook: Codebook) -> Columns:
    import pyreadstat

    return _labelled(path, lambda: pyreadstat.read_dta(path))


def _labelled(path: Path, read: Callable[[], tuple[pd.DataFrame, Any]]) -> Columns:
    """Numbers replaced by their value labels; those without a label stay as they are."""
    from pyreadstat import PyreadstatError, ReadstatError

    try:
        frame, metadata = read()
    except (PyreadstatError, ReadstatError) as error:
        raise SurveyError([Problem(f"cannot be read: {error}", Place(path.name, 1))]) from None
    labels = metadata.variable_value_labels
    return {str(name): _encode(frame[name], labels.get(name, {})) for name in frame.columns}


def _encode(column: pd.Series[Any], labels: Mapping[Any, str] | None = None) -> Delivered:
    """A pandas column as codes and values."""
    codes, values = column.factorize(use_na_sentinel=False)
    named = labels or {}
    return Delivered(
        codes.astype(np.int32), tuple(_spelling(named.get(value, value)) for value in values)
    )


def _spelling(value: object) -> str:
    """A value as text: whole floats without their point, what is absent as nothing."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _read_population(path: Path) -> tuple[Stratum, ...]:
    """population.csv: variable, level, sent, answered, completed, source."""
    if not path.exists():
        return ()
    strata: list[Stratum] = []
    problems: list[Problem] = []
    for line, row in read_rows(path, STRATUM, SurveyError):
        try:
            strata.append(_stratum(row, line))
        except ValueError as error:
            problems.append(Problem(f"not a stratum: {error}", Place(path.name, line)))
    if problems:
        raise SurveyError(problems)
    return tuple(strata)


def _stratum(row: Mapping[str, str], line: int) -> Stratum:
    return Stratum(
        row["variable"],
        row["level"],
        int(row["sent"]),
        int(row["answered"]) if row["answered"] else None,
        int(row["completed"]) if row["completed"] else None,
        row.get("source", ""),
        line,
    )


_READERS: dict[str, Callable[[Path, Codebook], Columns]] = {
    ".csv": _read_csv,
    ".parquet": _read_parquet,
    ".sav": _read_spss,
    ".dta": _read_stata,
}
