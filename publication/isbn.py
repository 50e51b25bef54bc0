"""The International Standard Book Number: its check digit, and what is wrong with a written one."""

from __future__ import annotations

import re

PREFIXES = ("978", "979")
SHAPE = re.compile(r"[0-9]+(?:-[0-9]+){4}|[0-9]{13}")


def check_isbn(text: str) -> str | None:
    """Say what is wrong with an ISBN-13, or None. Hyphens may be left out, but not half of them.

    >>> check_isbn("978-87-93038-66-0")
    >>> check_isbn("978-87-93038-66-1")
    'the check digit of 978-87-93038-66-1 must be 0'
    """
    digits = text.replace("-", "")
    if not digits.isdecimal() or not digits.isascii():
        return f"an ISBN is digits and hyphens, not {text!r}"
    if len(digits) != 13:
        return f"an ISBN has 13 digits, {text} has {len(digits)}"
    if not digits.startswith(PREFIXES):
        return f"an ISBN begins with 978 or 979, not {digits[:3]}"
    if not SHAPE.fullmatch(text):
        return f"an ISBN has four hyphens or none: {text}"
    if (right := check_digit(digits[:12])) != digits[12]:
        return f"the check digit of {text} must be {right}"
    return None


def check_digit(twelve: str) -> str:
    """The thirteenth digit: weights 1 and 3 by turns, up to the next ten (ISO 2108)."""
    total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(twelve))
    return str(-total % 10)
