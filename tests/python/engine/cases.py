"""The answers of each macro in macros/engine on every engine: tables of inputs and answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

SEED = Path(__file__).parents[3] / "seeds/time_zones.csv"
TIME_ZONES = SEED.read_text(encoding="utf-8").split()[1:]
DAY, TIME, TEXT, INT = pa.date32(), pa.timestamp("us"), pa.string(), pa.int64()


@dataclass(frozen=True)
class Cases:
    """A select over ``given``, which has ``columns`` and the number of the case.

    Each row has the inputs and the answer. If a case has several rows or several answers, they are
    lists.
    """

    select: str
    columns: dict[str, pa.DataType]
    rows: list[tuple[Any, ...]]
    vars: dict[str, Any] | None = None

    def given(self) -> pa.Table:
        """Return the inputs as a table."""
        inputs = [
            (number, *line)
            for number, (*values, _) in enumerate(self.rows)
            for line in (values[0] if isinstance(values[0], list) else [values])
        ]
        fields = {"case_number": INT} | self.columns
        return pa.table(
            {
                name: pa.array([line[place] for line in inputs], kind)
                for place, (name, kind) in enumerate(fields.items())
            }
        )


def each(expression: str, more: str = "") -> str:
    """Return the select of an expression per row."""
    return f"select case_number, {expression} as answer from given {more}"


def grouped(expression: str) -> str:
    """Return the select of an aggregate per case."""
    return each(expression, "group by case_number")


def days(first: str, number: int) -> list[date]:
    return [date.fromisoformat(first) + timedelta(days=day) for day in range(number)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def clock(moment: datetime, zone: str) -> datetime:
    """Return what a clock in the zone shows at a moment in UTC."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def on(text: str) -> date:
    return date.fromisoformat(text)


LAST_KNOWN = (
    "{{ last_value_ignore_nulls('value') }} over ("
    "partition by visitor order by place asc nulls last "
    "rows between unbounded preceding and {{ end }})"
)

CASES = {
    "replace_matches": [
        Cases(
            each(r"{{ replace_matches('value', '(a)|[bx]([0-9])', '<\\1\\2>') }}"),
            {"value": TEXT},
            [
                ("a-b1-a", "<a>-<1>-<a>"),
                ("aa", "<a><a>"),
                ("b-c", "b-c"),
                ("$1\\1", "$1\\1"),
                ("", ""),
                (None, None),
            ],
        )
    ],
    "valid_escapes_decoded": [
        Cases(
            each("{{ valid_escapes_decoded('value') }}"),
            {"value": TEXT},
            [
                ("caf%C3%A9+%2b%25", "café++%"),
                ("%f0%9f%98%80", "😀"),
                ("", ""),
                (None, None),
            ],
        )
    ],
    "rows_of_json": [
        Cases(
            "select case_number, figure.value as answer from (select case_number, "
            "{{ rows_of_json('value', {'name': 'string', 'value': 'double'}) }} as figure "
            "from given) as read",
            {"value": TEXT},
            [
                ('[{"name": "a", "value": 0.1}, {"value": 2, "name": "b"}]', [0.1, 2.0]),
                ('[{"name": "a", "value": 0.12345678901234567}]', [0.12345678901234567]),
                ("[]", []),
            ],
        )
    ],
    "days_between": [
        Cases(
            each("{{ days_between('earlier', 'later') }}"),
            {"earlier": DAY, "later": DAY},
            [
                (on("2024-02-28"), on("2024-03-01"), 2),
                (on("2023-02-28"), on("2023-03-01"), 1),
                (on("2024-03-01"), on("2024-02-28"), -2),
                (on("2024-03-31"), on("2024-03-31"), 0),
                (on("1999-12-31"), on("2000-01-01"), 1),
                (on("1900-02-28"), on("1900-03-01"), 1),
                (on("0001-01-01"), on("9999-12-31"), 3652058),
                (None, on("2024-01-01"), None),
                (on("2024-01-01"), None, None),
            ],
        )
    ],
    "seconds_between": [
        Cases(
            each("{{ seconds_between('earlier', 'later') }}"),
            {"earlier": TIME, "later": TIME},
            [
                (at("2024-01-01 00:00:00"), at("2024-01-01 00:01:01"), 61),
                (at("2024-01-01 00:01:01"), at("2024-01-01 00:00:00"), -61),
                (at("2024-02-28 00:00:00"), at("2024-03-01 00:00:00"), 2 * 86400),
                # both ends are truncated to whole seconds
                (at("2024-01-01 00:00:00.9"), at("2024-01-01 00:00:01.1"), 1),
                (at("2024-01-01 00:00:01.1"), at("2024-01-01 00:00:00.9"), -1),
                (at("2024-01-01 00:00:00.1"), at("2024-01-01 00:00:00.9"), 0),
                (at("1969-12-31 23:59:59.9"), at("1970-01-01 00:00:00.1"), 1),
                (at("1969-12-31 23:59:58.1"), at("1969-12-31 23:59:59.9"), 1),
                # timestamps are UTC: no hour is lost in spring
                (at("2024-03-31 00:00:00"), at("2024-04-01 00:00:00"), 86400),
                (None, at("2024-01-01 00:00:00"), None),
                (at("2024-01-01 00:00:00"), None, None),
            ],
        )
    ],
    "date_series": [
        Cases(
            each("{{ date_series('first_day', 'last_day') }}"),
            {"first_day": DAY, "last_day": DAY},
            [
                (on("2024-02-27"), on("2024-03-01"), days("2024-02-27", 4)),
                (on("2024-01-01"), on("2024-01-01"), days("2024-01-01", 1)),
                (on("2023-01-01"), on("2024-12-31"), days("2023-01-01", 731)),
                (on("2024-01-02"), on("2024-01-01"), []),
                (None, on("2024-01-01"), []),
                (on("2024-01-01"), None, []),
            ],
        )
    ],
    "last_value_ignore_nulls": [
        Cases(
            each(LAST_KNOWN.replace("{{ end }}", "1 preceding")),
            {"visitor": TEXT, "place": INT, "value": TEXT},
            [
                ("a", 1, None, None),
                ("a", 2, "x", None),
                ("a", 3, None, "x"),
                ("a", 4, "y", "x"),
                ("a", 5, "", "y"),
                ("a", 6, None, ""),
                ("b", 1, None, None),
                ("b", 2, None, None),
                (None, 1, "z", None),
                (None, 2, None, "z"),
            ],
        ),
        Cases(
            each(LAST_KNOWN.replace("{{ end }}", "current row")),
            {"visitor": TEXT, "place": INT, "value": INT},
            [("a", 1, None, None), ("a", 2, 7, 7), ("a", 3, None, 7), ("a", 4, 0, 0)],
        ),
    ],
    "distinct_list_text": [
        Cases(
            grouped("{{ distinct_list_text('name') }}"),
            {"name": TEXT},
            [
                ([("b",), ("a",), ("c",)], "a, b, c"),
                ([("b",), ("a",), ("b",), (None,)], "a, b"),
                ([("demo",)], "demo"),
                # by code points: capitals first, then ASCII, then the rest
                ([("é",), ("z",), ("Z",), ("ß",), ("😀",), ("ｱ",)], "Z, z, ß, é, ｱ, 😀"),
                ([("",), ("a",)], ", a"),
                ([(", ",), ("a",)], ", , a"),
                ([("10",), ("9",)], "10, 9"),
                ([(None,), (None,)], None),
            ],
        )
    ],
    "local_timestamp": [
        Cases(
            each("{{ local_timestamp('happened_at') }}"),
            {"happened_at": TIME},
            [
                (at("2024-01-01 12:00:00"), at("2024-01-01 13:00:00")),
                (at("2024-07-01 22:30:00.123456"), at("2024-07-02 00:30:00.123456")),
                # the clocks go forward at 01:00 UTC, and back at 01:00 UTC
                (at("2024-03-31 00:59:59"), at("2024-03-31 01:59:59")),
                (at("2024-03-31 01:00:00"), at("2024-03-31 03:00:00")),
                (at("2024-10-27 00:59:59"), at("2024-10-27 02:59:59")),
                (at("2024-10-27 01:00:00"), at("2024-10-27 02:00:00")),
                (at("1970-01-01 00:00:00"), at("1970-01-01 01:00:00")),
                (None, None),
            ],
            {"reporting_time_zone": "Europe/Berlin"},
        ),
        Cases(
            each("{{ local_timestamp('happened_at') }}"),
            {"happened_at": TIME},
            [
                (at("2024-01-01 00:00:00"), at("2024-01-01 05:45:00")),
                (at("1985-12-31 18:29:59"), at("1985-12-31 23:59:59")),
            ],
            {"reporting_time_zone": "Asia/Kathmandu"},
        ),
        Cases(
            each("{{ local_timestamp('happened_at') }}"),
            {"happened_at": TIME},
            [(at("2024-03-31 01:30:00.000001"), at("2024-03-31 01:30:00.000001")), (None, None)],
            {"reporting_time_zone": "UTC"},
        ),
        # every name of the seed, at the two times that differ by summer time
        Cases(
            each("{{ local_timestamp('happened_at', 'time_zone') }}"),
            {"happened_at": TIME, "time_zone": TEXT},
            [
                *(
                    (moment, zone, clock(moment, zone))
                    for zone in TIME_ZONES
                    for moment in (at("2024-01-15 12:00:00"), at("2024-07-15 12:00:00"))
                ),
                (at("2024-01-15 12:00:00"), None, None),
                (None, "Europe/Berlin", None),
            ],
        ),
    ],
    "utc_timestamp": [
        Cases(
            each("{{ utc_timestamp('happened_at', 'America/Sao_Paulo') }}"),
            {"happened_at": TIME},
            [
                (at("2017-07-01 12:00:00"), at("2017-07-01 15:00:00")),
                (at("2017-12-01 12:00:00.5"), at("2017-12-01 14:00:00.5")),
                # midnight of 15 October 2017 does not exist: the clocks went to 01:00
                (at("2017-10-14 23:59:59"), at("2017-10-15 02:59:59")),
                (at("2017-10-15 00:30:00"), at("2017-10-15 03:30:00")),
                (at("2017-10-15 01:00:00"), at("2017-10-15 03:00:00")),
                # the last hour of 17 February 2018 happened twice; the second one is used
                (at("2018-02-17 22:59:59"), at("2018-02-18 00:59:59")),
                (at("2018-02-17 23:30:00"), at("2018-02-18 02:30:00")),
                (at("2018-02-18 00:00:00"), at("2018-02-18 03:00:00")),
                (None, None),
            ],
        ),
        Cases(
            each("{{ utc_timestamp('happened_at', 'UTC') }}"),
            {"happened_at": TIME},
            [(at("2024-03-31 02:30:00"), at("2024-03-31 02:30:00"))],
        ),
    ],
    "sha256": [
        Cases(
            each("{{ sha256('name') }}"),
            {"name": TEXT},
            [
                ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
                ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                ("é😀", "1184d1f608158eea09d297565575892231550c403aaa913008d867a97cfd5c76"),
                (None, None),
            ],
        )
    ],
}
