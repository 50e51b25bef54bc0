"""The ISBN's check digit and the words for every way of getting it wrong."""

from __future__ import annotations

import pytest

from publication.isbn import check_digit, check_isbn


@pytest.mark.parametrize("text", ["978-87-93038-66-0", "9788793038660", "979-10-90636-07-1"])
def test_right_numbers_pass(text: str) -> None:
    assert check_isbn(text) is None


def test_the_check_digit_is_worked_out_by_hand() -> None:
    # 9+7*3+8+8*3+7+9*3+3+0*3+3+8*3+6+6*3 = 150; to the next ten: 0
    assert check_digit("978879303866") == "0"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("978-87-93038-66-1", "the check digit of 978-87-93038-66-1 must be 0"),
        ("978-87-93038-65-0", "the check digit of 978-87-93038-65-0 must be 3"),
        ("87-93038-66-0", "an ISBN has 13 digits, 87-93038-66-0 has 10"),
        ("570-87-93038-66-0", "an ISBN begins with 978 or 979, not 570"),
        ("978-8793038660", "an ISBN has four hyphens or none: 978-8793038660"),
        ("978-87-93038-66-X", "an ISBN is digits and hyphens, not '978-87-93038-66-X'"),
        ("", "an ISBN is digits and hyphens, not ''"),
    ],
)
def test_wrong_numbers_are_told_why(text: str, problem: str) -> None:
    assert check_isbn(text) == problem
