"""The input layer reads what sources write, equally on every engine."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .cases import DAY, TEXT, TIME, at, on

INSTANT = pa.timestamp("us", tz="UTC")
ID = "{{ canonical_id(trimmed('value')) }}"


def read(engine, expression, values, kind=TEXT, staged="value", **variables):
    """Return the answer of an expression over ``value``, which is ``staged``, for each value."""
    before = dict(engine.macros.vars)
    engine.macros.vars.update(variables)
    table = pa.table(
        {"place": pa.array(range(len(values)), pa.int64()), "value": pa.array(values, kind)}
    )
    try:
        values_staged = f"select place, {staged} as value from given"
        query = f"select place, {expression} as answer from ({values_staged})"
        rows = engine.rows(query, given=table)
    finally:
        engine.macros.vars.update(before)
    return [answer for _, answer in sorted(rows)]


def contract(data_type):
    return "{'name': 'value', 'data_type': '" + data_type + "', 'meta': {}}"


def read_staged(engine, data_type, family, values, kind=TEXT, **variables):
    """Return each staged value as the contract has it, in a column of ``data_type``."""
    arguments = f"({contract(data_type)}, '{family}', 'shop')"
    value, staged = (f"{{{{ {macro}{arguments} }}}}" for macro in ("read_value", "staged_value"))
    variables = {"source_catalogue": {"shop": {}}} | variables
    return read(engine, value, values, kind, staged, **variables)


@pytest.mark.parametrize(
    ("family", "types"),
    {
        "text": ("varchar", "string", "character varying(256)"),
        "float": ("double", "float"),
        "number": ("int", "integer", "bigint", "decimal(18,2)", "hugeint", "smallint"),
        "date": ("date",),
        "other": ("boolean", "struct(a int)"),
    }.items(),
)
def test_families_of_types(engine, family, types):
    for kind in types:
        assert engine.macros.render("{{ type_family('" + kind + "') }}") == family


def test_families_of_times(engine):
    names = {
        "duckdb": {"timestamp": "time", "timestamp with time zone": "instant"},
        "spark": {"timestamp_ntz": "time", "timestamp": "instant"},
    }
    for kind, family in names[engine.name].items():
        assert engine.macros.render("{{ type_family('" + kind + "') }}") == family


def test_an_id_has_one_spelling(engine):
    spellings = {
        "17": "17",
        "17.0": "17",
        "17.": "17",
        " 17 ": "17",
        "-3.00": "-3",
        "1.2345678901234568e+16": "12345678901234568",
        "1.2345678901234568E16": "12345678901234568",
        "1e+15": "1000000000000000",
        # neither a whole number nor one that a tool has written
        "17.5": "17.5",
        "1.5e+0": "1.5e+0",
        "12e4": "12e4",
        "007": "007",
        "a.0": "a.0",
        "1.0.0": "1.0.0",
        "+49 170": "+49 170",
        "": None,
        "  ": None,
        None: None,
    }
    assert read(engine, ID, list(spellings)) == [*spellings.values()]


def test_a_number_is_the_id_that_its_text_is(engine):
    numbers = [17.0, -3.0, 1e15, 2.0**53, 0.0, None]
    as_text = [None if one is None else str(int(one)) for one in numbers]
    assert read(engine, ID, numbers, pa.float64()) == as_text


def test_a_key_without_an_id_is_none(engine):
    keys = {"shop:17.0": "shop:17", "shop: 17 ": "shop:17", "shop:": None, "shop: ": None}
    keys |= {"17.0": "17", "other:17": "other:17", None: None}
    key = "{{ key_prefix('value', 'shop') }} || {{ canonical_id(key_id('value', 'shop')) }}"
    assert read(engine, key, list(keys)) == [*keys.values()]


def test_a_template_that_was_not_filled_is_no_id(engine):
    templates = ["{{client_id}}", "{{ user.id }}", "a-{{id}}-b", "{clientid}", "{ad_id}", "${id}"]
    templates += ["$(id)", "%%jobid%%", "%ID%", "*|UNIQID|*", "<%= id %>", "$id$", "##id##", "#id#"]
    templates += ["@@id@@", "__CLIENT_ID__", "[cookie]", '""', "''", '"undefined"', "'NULL'"]
    ids = ["17", "a_b", "{6F9619FF-8B86-D011-B42D-00C04FC964FF}", "{17}", '{"id": "x1"}', "[17]"]
    ids += ["abc=", "100%", "GA1.2.3_", "a[b]", "_fbp", "%", '"a"', "a__b__"]
    values = [*templates, *(f"shop:{one}" for one in templates), *ids, "shop:{17}", None]
    expression = "{{ is_unfilled_template('value', 'shop') }}"
    assert read(engine, expression, values) == [
        *[True] * 2 * len(templates),
        *[False] * len(ids),
        False,
        None,
    ]


@pytest.mark.parametrize(
    ("spelling", "codes"),
    {
        "upper": {" eur": "EUR", "Usd": "USD", "": None, None: None},
        "lower": {"PAID": "paid", " Direct Mail ": "direct_mail", "direct-mail": "direct_mail"}
        | {"Canceled": "cancelled", "E-Mail": "email", " ": None},
        "country": {"de": "DE", " us ": "US", "Germany": "Germany", " ": None},
    }.items(),
)
def test_a_code_has_its_official_spelling(engine, spelling, codes):
    expression = "{{ canonical_code('value', '" + spelling + "') }}"
    assert read(engine, expression, list(codes)) == [*codes.values()]


def test_an_offset_counts(engine):
    texts = {
        "2024-05-09T01:00:00-04:00": at("2024-05-09 05:00"),
        "2024-05-09T01:00:00.250-04:00": at("2024-05-09 05:00:00.250"),
        "2024-05-09 01:00:00 +0200": at("2024-05-08 23:00"),
        "2024-05-09T01:00:00+05:30": at("2024-05-08 19:30"),
        "2024-05-09T01:00:00-0330": at("2024-05-09 04:30"),
        "2024-05-09 01:00:00+02": at("2024-05-08 23:00"),
        "2024-05-09T01:00+02:00": at("2024-05-08 23:00"),
        "2024-05-09T01:00:00Z": at("2024-05-09 01:00"),
        "2024-05-09T01:00:00,5Z": at("2024-05-09 01:00:00.5"),
        "2024-05-09T01:00:00.5z": at("2024-05-09 01:00:00.5"),
        "2024-05-09 01:00:00 UTC": at("2024-05-09 01:00"),
        "2024-05-09 01:00:00 GMT-0400": at("2024-05-09 05:00"),
        "2024-05-09 01:00:00 UTC+2": at("2024-05-08 23:00"),
        "2024-05-09T01:00:00-04:00[America/New_York]": at("2024-05-09 05:00"),
        # the name of a zone alone does not say which instant it is
        "2024-05-09 01:00:00 America/New_York": None,
        "2024-05-09 01:00:00 EDT": None,
        "2024/05/09 01:00": at("2024-05-09 01:00"),
        "2024-05-09T01:00:00": at("2024-05-09 01:00"),
        " 2024-05-09 01:00:00 ": at("2024-05-09 01:00"),
        "yesterday": None,
        "2024-13-09T01:00:00Z": None,
        None: None,
    }
    expression = "{{ timestamp_from_text('value') }}"
    assert read(engine, expression, list(texts)) == [*texts.values()]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1)),
            st.integers(-14 * 60, 14 * 60),
        ),
        min_size=1,
    )
)
def test_every_offset_counts(duckdb_engine, found):
    zones = [(local, timedelta(minutes=minutes)) for local, minutes in found]
    texts = []
    for local, offset in zones:
        sign = "-" if offset < timedelta() else "+"
        minutes = abs(offset) // timedelta(minutes=1)
        texts.append(f"{local.isoformat()}{sign}{minutes // 60:02}:{minutes % 60:02}")
    answers = read(duckdb_engine, "{{ timestamp_from_text('value') }}", texts)
    assert answers == [local - offset for local, offset in zones]


def test_a_date_is_that_day_where_the_business_is(engine):
    days = [on("2024-07-01"), None]
    zones = {"America/New_York": 16, "Asia/Tokyo": 3, "UTC": 12}
    for zone, hour in zones.items():
        answers = read_staged(engine, "timestamp", "date", days, DAY, reporting_time_zone=zone)
        assert answers == [at(f"2024-07-01 {hour:02}:00"), None]
    # the time zone of the source has priority
    own = {"source_catalogue": {"shop": {"time_zone": "Asia/Tokyo"}}}
    answers = read_staged(
        engine, "timestamp", "date", days, DAY, reporting_time_zone="America/New_York", **own
    )
    assert answers == [at("2024-07-01 03:00"), None]


def test_the_day_of_a_time(engine):
    def days(family, values, kind):
        return read_staged(
            engine, "date", family, values, kind, reporting_time_zone="America/New_York"
        )

    texts = ["2024-05-09T01:00:00-04:00", "2024-05-09 23:00", "2024/05/09", "x"]
    assert days("text", texts, TEXT) == [*[on("2024-05-09")] * 3, None]
    # midnight is a day that a tool wrote as a time
    assert days("time", [at("2024-05-09"), at("2024-05-09 01:00")], TIME) == [
        *(on("2024-05-09"), on("2024-05-08"))
    ]
    instants = [datetime(2024, 5, 9, hour, tzinfo=UTC) for hour in (0, 1, 4)]
    if engine.name == "duckdb":
        assert days("instant", instants, INSTANT) == [
            *(date(2024, 5, 9), date(2024, 5, 8), date(2024, 5, 9))
        ]


@pytest.mark.parametrize("kind", ["int", "decimal(18,6)"])
def test_texts_without_a_number_are_none(engine, kind):
    words = ["", " ", "NaN", "null", None, "None", "N/A", "-", "\\N"]
    assert read_staged(engine, kind, "text", [*words, " 5 "]) == [
        *[None] * len(words),
        5 if kind == "int" else Decimal("5.000000"),
    ]
