"""The seed of occasions has the days that its description promises."""

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

SEED = Path(__file__).parents[3] / "seeds/occasions.csv"
SUNDAY, THURSDAY = 6, 3


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def easter_sunday(year: int) -> date:
    """Return Easter Sunday by Gauss's rule, which is valid from 1900 to 2099."""
    moon = (19 * (year % 19) + 24) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    if (moon, sunday) == (29, 6) or (moon == 28 and sunday == 6 and year % 19 > 10):
        sunday -= 7
    return date(year, 3, 22) + timedelta(days=moon + sunday)


def promised(year: int) -> dict[str, tuple[date, date]]:
    easter = easter_sunday(year)
    mothers_day = nth_weekday(year, 5, SUNDAY, 2)
    black_friday = nth_weekday(year, 11, THURSDAY, 4) + timedelta(days=1)
    return {
        "valentines_day": (date(year, 2, 1), date(year, 2, 14)),
        "easter": (easter - timedelta(days=9), easter),
        "mothers_day": (mothers_day - timedelta(days=9), mothers_day),
        "back_to_school": (date(year, 8, 15), date(year, 9, 10)),
        "black_friday": (black_friday - timedelta(days=4), black_friday + timedelta(days=3)),
        "christmas": (date(year, 12, 3), date(year, 12, 24)),
    }


@pytest.fixture(scope="module")
def listed() -> list[tuple[str, date, date]]:
    with SEED.open(encoding="utf-8") as file:
        return [
            (
                row["occasion"],
                date.fromisoformat(row["starts_on"]),
                date.fromisoformat(row["ends_on"]),
            )
            for row in csv.DictReader(file)
        ]


def test_easter_is_that_of_the_calendar():
    known = [date(2019, 4, 21), date(2024, 3, 31), date(2025, 4, 20), date(2035, 3, 25)]
    assert [easter_sunday(day.year) for day in known] == known


def test_days_are_those_of_the_rules(listed):
    expected = [
        (occasion, *days) for year in range(2009, 2036) for occasion, days in promised(year).items()
    ]
    assert sorted(listed) == sorted(expected)


def test_occasions_do_not_overlap(listed):
    by_day = sorted(listed, key=lambda row: row[1])
    assert all(row[2] < following[1] for row, following in pairwise(by_day))
