"""The churn window of the SQL is that of a plain Kaplan-Meier estimate."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

AS_OF = date(2024, 12, 31)
FIRST_DAY = date(2022, 1, 1)
WINDOWS = range(60, 721, 30)


def draw_days(rng: Random) -> dict[str, list[date]]:
    """Draw the order days of some people: usual gaps of weeks or months, and breaks."""
    usual = rng.choice([10, 40, 120, 300])
    people = {}
    for number in range(rng.choice([3, 30, 120])):
        day = FIRST_DAY + timedelta(days=rng.randrange((AS_OF - FIRST_DAY).days + 1))
        days = []
        while day <= AS_OF:
            days.append(day)
            if rng.random() < 0.4:
                break
            day += timedelta(days=int(rng.expovariate(1 / usual)))
        people[f"person {number}"] = days
    return people


def return_rates(people: dict[str, list[date]]) -> dict[int, float]:
    """Return for each window the share of those silent for it who come back: 1 - S(inf) / S(w)."""
    gaps = []
    for days in people.values():
        distinct = sorted(set(days))
        gaps += [((later - day).days, True) for day, later in pairwise(distinct)]
        gaps.append(((AS_OF - distinct[-1]).days, False))
    survival = {0: 1.0}
    for length in sorted({length for length, _ in gaps}):
        reached = sum(other >= length for other, _ in gaps)
        ended = sum(has_ended and other == length for other, has_ended in gaps)
        survival[length] = survival[max(survival)] * (1 - ended / reached)
    at_last = survival[max(survival)]
    rates = {}
    for window in WINDOWS:
        now = survival[max(length for length in survival if length <= window)]
        rates[window] = 1 - at_last / now if now else 0.0
    return rates


@pytest.mark.parametrize("seed", range(25))
def test_the_window_is_that_of_kaplan_and_meier(warehouse: Any, seed: int):
    rng = Random(seed)
    people = draw_days(rng)
    rates = return_rates(people)
    expected = next((window for window in WINDOWS if rates[window] <= 0.1 + 1e-9), 720)
    orders = [
        {"customer_id": person, "status": "paid", "order_date": day, "identified_at": None}
        for person, days in people.items()
        for day in days
    ]
    rng.shuffle(orders)
    warehouse.declare("as_of", as_of_date="date")
    warehouse.fill("as_of", [{"as_of_date": AS_OF}])
    warehouse.declare(
        "fct_orders",
        customer_id="varchar",
        status="varchar",
        order_date="date",
        identified_at="timestamp",
    )
    warehouse.fill("fct_orders", orders)

    (row,) = warehouse.build("feat_churn_window")

    assert (row["as_of_date"], row["is_from_data"]) == (AS_OF, True)
    assert row["churn_window_days"] == expected
    assert row["return_rate"] == pytest.approx(rates[expected], abs=2e-9)
    assert row["open_gaps_count"] == len(people)
    assert row["ended_gaps_count"] == sum(len(set(days)) - 1 for days in people.values())
