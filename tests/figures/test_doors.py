"""Doors and people: corners worked by hand, in mm, y downwards, standing on a floor."""

from __future__ import annotations

import pytest

from figures.doors import (
    Corner,
    circle,
    number,
    path_data,
    person,
    polygon,
    portal,
    quarter,
    rectangle,
    turn,
)


def points(outline):
    return [(round(corner.x, 6), round(corner.y, 6)) for corner in outline]


def rounded(outline):
    return [corner.round for corner in outline]


def test_square_door_stands_on_its_floor():
    assert points(portal(10, 50, 20, 30, "square")) == [(10, 50), (10, 20), (30, 20), (30, 50)]


def test_arched_door_is_a_rectangle_under_a_semicircle_of_half_its_width():
    door = portal(10, 50, 20, 30, "arch")
    # radius 10: springing at 50 - 30 + 10 = 30, crown at (20, 20)
    assert points(door) == [(10, 50), (10, 30), (20, 20), (20, 20), (30, 30), (30, 50)]
    assert rounded(door) == [False, False, True, False, True, False]


def test_half_round_door_has_a_square_left_and_a_round_right_corner():
    door = portal(10, 50, 20, 30, "half")
    assert points(door) == [(10, 50), (10, 20), (20, 20), (30, 30), (30, 50)]
    assert rounded(door) == [False, False, False, True, False]


def test_a_door_lower_than_its_radius_takes_the_height_as_radius():
    assert points(portal(0, 4, 20, 4, "arch")) == [
        (0, 4), (0, 4), (4, 0), (16, 0), (20, 4), (20, 4)
    ]  # fmt: skip


def test_person_has_the_proportions_of_the_art_direction():
    head, body = person(100, 200, 30)
    xs, ys = zip(*points(head), strict=True)
    assert (min(ys), max(ys)) == (170, pytest.approx(179.3))  # head .31 of 30, at the top
    assert max(xs) - min(xs) == pytest.approx(9.3)
    assert points(body)[0] == (93.4, 200)  # width .44 of 30, the middle at 100
    assert min(y for _, y in points(body)) == pytest.approx(180.8)  # height .64 of 30


def test_only_the_feet_reach_under_a_floor():
    above, below = person(0, 10, 10), person(0, 10, 10, under=0.1)
    assert above[0] == below[0]
    assert points(below[1])[0] == (-2.2, 10.1)
    assert min(y for _, y in points(below[1])) == min(y for _, y in points(above[1]))


def test_a_turned_tile_is_the_tile_turned_by_half_a_circle():
    half = turn(quarter(0, 0, 10), 5, 5, 180)
    assert set(points(half)) == set(points(quarter(0, 0, 10, turned=True)))


def test_turning_is_clockwise_on_the_page():
    (corner,) = turn((Corner(0, -5),), 0, 0, 90)
    assert (round(corner.x, 6), round(corner.y, 6)) == (5, 0)


def test_path_of_a_square_is_relative_and_short():
    assert path_data(rectangle(1.5, 0.25, 3, 4)) == "M1.5 4.25v-4h3v4z"


def test_path_of_a_slant_is_a_line():
    assert path_data(polygon((0, 0), (4, 0), (5, 3))) == "M0 0h4l1 3z"


def test_a_quarter_circle_is_one_curve_with_its_controls_on_the_tangents():
    # from (0, 0) up round to the right with radius 10: tangents meet in (0, -10)
    outline = (Corner(0, 0), Corner(10, -10, True), Corner(10, 0))
    assert path_data(outline) == "M0 0c0 -5.52 4.48 -10 10 -10v10z"


def test_a_circle_is_four_curves_and_closes_where_it_began():
    data = path_data(circle(0, 0, 2))
    assert data.count("c") == 4
    assert data.startswith("M-1 0c")
    assert data.endswith("-1 -1z")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.001, "0"),
        (0.5, ".5"),
        (-0.25, "-.25"),
        (10, "10"),
        (2.999, "3"),
        (1.239, "1.24"),
    ],
)
def test_lengths_are_written_short(value, text):
    assert number(value) == text
