"""Counting for motifs: which of many places a share marks, and how things stand in a row."""

from __future__ import annotations

GOLDEN = 0.618  # spreads chosen places evenly without a pattern


def golden_order(count: int) -> list[int]:
    """0 .. count - 1 by the fraction of i x .618: the first k are scattered over the whole."""
    return sorted(range(count), key=lambda index: round(index * GOLDEN % 1, 6))


def chosen(share: float, count: int) -> frozenset[int]:
    """Which of `count` places show a share in per cent."""
    return frozenset(golden_order(count)[: whole(share / 100 * count)])


def whole(value: float) -> int:
    """A number that counts things, half rounded up."""
    return int(value + 0.5 + 1e-9)


def dealt(total: int, parts: int) -> list[int]:
    """A total dealt out to parts as evenly as it goes, the first ones taking what is left over."""
    each, rest = divmod(total, parts)
    return [each + (index < rest) for index in range(parts)]


def spread(count: int, width: float, size: float) -> list[float]:
    """Left edges of `count` things of one size, flush with both ends of the width."""
    if count == 1:
        return [0.0]
    return [index * (width - size) / (count - 1) for index in range(count)]
