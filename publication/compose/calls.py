"""What a chapter calls: arguments that do not fit are told in the words of those who write."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any

WORDS = "words in quotation marks"


def checked(functions: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """The functions; where arguments do not fit, TypeError says so by the name a chapter knows."""
    return {name: _checked(name, function) for name, function in functions.items()}


def _checked(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    signature = inspect.signature(function)

    @functools.wraps(function)
    def call(*positional: Any, **named: Any) -> Any:
        try:
            given = signature.bind(*positional, **named).arguments
        except TypeError as error:
            asked = ", ".join(signature.parameters) or "nothing"
            raise TypeError(f"{name}(): {error}; it takes {asked}") from error
        for key, value in given.items():
            wanted = signature.parameters[key].annotation
            if wanted == "str" and isinstance(value, int | float | list | dict | tuple | None):
                raise TypeError(f"{name}(): {key} must be {WORDS}, not {value!r}")
            if wanted == "int" and isinstance(value, str | float | list | dict | None):
                raise TypeError(f"{name}(): {key} must be a whole number, not {value!r}")
        return function(*positional, **named)

    return call
