"""Words for people that remember how they were said, so that another language can tell them.

A message is a str, in English, and is used as one; beside its text it keeps the template and the
values it was made of. `said` makes one as `str.format` would:

    said("{name} stands {count} times", name="x", count=3)

Values are texts, numbers or messages again. How a language tells them: publication/translation.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from numbers import Integral
from typing import Any, TypeAlias

Value: TypeAlias = str | int | float


class Message(str):
    """English words with their template and its values, by name. Made by `said` and the others."""

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, Value]

    def __new__(
        cls, text: str = "", template: str = "", values: Mapping[str, Value] | None = None
    ) -> Message:
        made = super().__new__(cls, text)
        made.template = template
        made.values = values or {}
        return made

    def __reduce__(self) -> tuple[type[Message], tuple[str, str, dict[str, Value]]]:
        return type(self), (str(self), self.template, dict(self.values))

    def __deepcopy__(self, _: object) -> Message:
        return self


class Foreign(Message):
    """What a program of others said: it is told as it is, and marked as English."""

    __slots__ = ()


NOTHING = Message()


def said(template: str, /, **values: Value) -> Message:
    """A message of a template; its numbers are written by the format the template names.

    KeyError where the template asks for a value that is not given.
    """
    return Message(template.format(**values), template, {k: _bare(v) for k, v in values.items()})


def _bare(value: Value) -> Value:
    """numpy's numbers as Python's own: messages are stored as JSON."""
    if isinstance(value, str):
        return value
    return int(value) if isinstance(value, Integral) else float(value)


def foreign(text: str) -> Foreign:
    """The words of a program that is not ours."""
    return Foreign(text)


def number(value: float, digits: int = 0) -> Message:
    """A number with so many decimals."""
    return said(f"{{value:.{digits}f}}", value=value)


def plain(text: str) -> Message:
    """A text of signs or of the title's own words: the same in every language."""
    return said("{text}", text=text)


def advice(function: Callable[..., Any]) -> Message:
    """The docstring of a rule as a message: what to do about its findings."""
    words = " ".join((function.__doc__ or "").split())
    return Message(words, words)


def joined(parts: Iterable[str], between: str = "; ") -> Message:
    """Several texts or messages in a row, with the same words or signs between them."""
    held = list(parts)
    values: dict[str, Value] = {f"part{place}": part for place, part in enumerate(held)}
    return said("{between}".join(f"{{{name}}}" for name in values), between=between, **values)


def reason_of(error: BaseException) -> Message:
    """Why something failed: the error's own message, or what its library wrote."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Message) else foreign(str(error))


# ------------------------------------------------------------------ as JSON


def packed(value: Value) -> Any:
    """A text, number or message as JSON holds it: a message with template and values."""
    if isinstance(value, Foreign):
        return {"foreign": str(value)}
    if isinstance(value, Message) and value:
        values = {name: packed(held) for name, held in value.values.items()}
        return {"said": str(value), "template": value.template, "values": values}
    return value


def unpacked(stored: Any) -> Value:
    """What `packed` has made JSON of."""
    if not isinstance(stored, dict):
        return stored if isinstance(stored, int | float) else str(stored)
    if "foreign" in stored:
        return foreign(str(stored["foreign"]))
    values = {name: unpacked(held) for name, held in stored["values"].items()}
    return Message(stored["said"], stored["template"], values)


def message_of(stored: Any) -> Message:
    """A message as it was stored; a bare text is somebody else's."""
    found = unpacked(stored)
    if isinstance(found, Message):
        return found
    return foreign(str(found)) if found != "" else NOTHING
