"""The drawn portraits: invented people, each of them somebody else, the same each time."""

import pytest
from PIL import Image, ImageChops, ImageStat

from admin.demo.pictures.portrait_people import person
from admin.demo.pictures.portraits import draw_portrait

SIZE = (80, 100)
SEEDS = range(16)


@pytest.fixture(scope="module")
def people() -> list[Image.Image]:
    """A portrait of each seed."""
    return [draw_portrait(seed, SIZE) for seed in SEEDS]


def apart(one: Image.Image, other: Image.Image) -> float:
    """The mean difference, of 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def test_sixteen_seeds_are_sixteen_people(people: list[Image.Image]) -> None:
    nearest = min(apart(people[one], people[other]) for one in SEEDS for other in range(one))
    assert nearest > 12


def test_sixteen_seeds_wear_sixteen_dresses() -> None:
    assert len({(person(seed).woman, person(seed).dress) for seed in SEEDS}) == len(SEEDS)


def test_a_seed_is_the_same_person_again(people: list[Image.Image]) -> None:
    assert draw_portrait(5, SIZE).tobytes() == people[5].tobytes()


def test_a_portrait_stands_four_to_five(people: list[Image.Image]) -> None:
    assert {portrait.size for portrait in people} == {SIZE}


@pytest.mark.parametrize("seed", range(4))
def test_a_woman_or_a_man_is_drawn_as_asked(seed: int) -> None:
    assert person(seed, "woman").woman
    assert not person(seed, "man").woman


def test_women_and_men_of_many_ages_are_among_them() -> None:
    drawn = [person(seed) for seed in SEEDS]
    assert sum(one.woman for one in drawn) == len(SEEDS) // 2
    assert len({one.age for one in drawn}) >= 5
    assert len({one.skin for one in drawn}) >= 5


@pytest.mark.parametrize(
    ("department", "worn"),
    [
        ("06", {"paja", "pañuelo"}),
        ("08", {"montera", "paño", "trenzas"}),
        ("20", {"delantal", "pañuelo"}),
        ("25", {"selva", "pañuelo"}),
    ],
)
def test_nobody_wears_another_regions_dress(department: str, worn: set[str]) -> None:
    assert {person(seed, "woman", department).dress for seed in range(12)} == worn
