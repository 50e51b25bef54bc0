"""The spine's arithmetic, worked by hand."""

from __future__ import annotations

import pytest

from publication.cover.spine import Spine, spine_of
from publication.model import Paper

PLAIN = Paper(gsm=130, bulk=0.9, cover_mm=0.35, glue_mm=0.4)


def test_block_board_and_glue_are_added_and_rounded_up() -> None:
    # 72 x 130 x 0.9 / 2000 = 4.212; + 2 x 0.35 + 0.4 = 5.312; up to 5.5
    spine = spine_of(72, PLAIN)
    assert spine.block == pytest.approx(4.212)
    assert spine == Spine(5.5, spine.block, by_printer=False)
    assert spine.bears_text


def test_an_exact_half_millimetre_is_not_rounded_further() -> None:
    # 100 x 100 x 0.8 / 2000 = 4; nothing else
    assert spine_of(100, Paper(gsm=100, bulk=0.8, cover_mm=0, glue_mm=0)).width == 4.0


def test_the_printers_figure_overrides() -> None:
    spine = spine_of(72, Paper(spine_mm=6.2))
    assert (spine.width, spine.by_printer) == (6.2, True)


def test_thin_spines_bear_no_text() -> None:
    # 48 x 130 x 0.9 / 2000 = 2.808; + 1.1 = 3.908; up to 4
    assert spine_of(48, PLAIN).width == 4.0
    assert not spine_of(48, PLAIN).bears_text
