"""The rules by what they look at. Importing the package fills the table of rules."""

from publication.typography.rules import (
    breaks,
    columns,
    figures,
    lettering,
    notes,
    pages,
    paragraphs,
    rag,
)

__all__ = [
    "breaks",
    "columns",
    "figures",
    "lettering",
    "notes",
    "pages",
    "paragraphs",
    "rag",
]
