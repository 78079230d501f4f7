"""The rule portable_sql: for each construct, the SQL that is caught and the SQL that passes."""

import pytest

from growthmart.lint.portability.text import read
from growthmart.lint.rules.portable_sql import portable_sql

from .builders import assert_one, write

MODEL = "models/core/fct_orders.sql"
STAGING = "models/staging/demo/stg_demo__orders.sql"
MONEY = "macros/money/mean.sql"

# the SQL that is caught, a word of the message, and SQL that passes instead
CONSTRUCTS = [
    ("concat(a, b)", "ignores nulls", "a || b, concat_ws('', a, b), {{ concat(a) }}"),
    ("regexp_replace(a, 'b', 'c')", "first match", "replace(a, 'b', 'c')"),
    ("regexp_replace(a, 'b', 'c', 'g')", "null with the flag", "translate(a, 'b', 'c')"),
    ("regexp_extract(a, '\\d+', 0)", "backslash", "regexp_extract(a, '[0-9]+', 0)"),
    ("split(a, '.')", "as a pattern", "split(a, ', '), split_part(a, '.', 1)"),
    ("split(a, b)", "as a pattern", "split_part(a, b, 1)"),
    ("log(a)", "natural", "ln(a), log10(a), catalog(a)"),
    ("dayofweek(a)", "first day of the week", "{{ days_between('a', 'b') }}"),
    ("date_part('dow', a)", "first day of the week", "extract(month from a)"),
    ("extract(dow from a)", "first day of the week", "extract(hour from dow)"),
    ("row_number() over (order by a)", "nulls", "row_number() over (order by a nulls last)"),
    ("a from b order by a desc, c nulls last", "nulls", "a from b order by a desc nulls first"),
    (
        "sum_of(a) over days from b window days as (partition by c order by d rows 1 preceding)",
        "nulls",
        "last(a) over days from b window days as (order by d nulls last rows 1 preceding)",
    ),
    ("a from b order by {{ c }} desc", "nulls", "a from b order by {{ c() }} limit 1"),
    ("split_part(a, ',', 1)[1]", "counts from 1", "split_part(a, ',', 1), '[1]'"),
    ("parts[1]", "counts from 1", "{{ parts[1] }}"),
    ('a as "Name"', "a text on Spark", "a as name, '\"'"),
    ("a / b", "other types", "{{ ratio('a', 'b') }}, a * 0.5, 'a / b', a -- / b"),
    ("kurtosis(a)", "sample", "stddev_samp(a)"),
    ("skewness(a)", "sample", "corr(a, b)"),
    ("hash(a)", "other values", "md5(a), {{ hash('a') }}"),
    ("avg(a)", "digits", "{{ average_amount('sum_a', 'count_a') }}"),
    ("date_trunc('month', a)", "a timestamp", "cast(date_trunc('month', a) as date)"),
    ("a from (with recursive b as (c) select d)", "100 levels", "a from (with b as (c) select d)"),
    ("{{ dbt.datediff('a', 'b', 'hour') }}", "not the same", "{{ seconds_between('a', 'b') }}"),
    ("{{ dbt.listagg('a') }}", "not the same", "{{ distinct_list_text('a') }}"),
    ("b_date - a_date", "interval on Spark", "{{ days_between('a_date', 'b_date') }}"),
    ("b_at - orders.a_at", "interval on Spark", "a_at - interval '1' day"),
    ("{{ local_date('a') }} - {{ local_date('b') }}", "interval", "{{ local_date('a') }}"),
    (
        "as_of_date - interval '1' day",
        "a timestamp on DuckDB",
        "cast(as_of_date - interval '1' day as date), a_at - {{ window() }}",
    ),
    ("sum(a) as b", "another type", "cast(sum(a) as bigint) as b"),
    (
        "coalesce(sum(a), 0)",
        "another type",
        "cast(coalesce(sum(a) filter (where b), 0) as decimal(18, 2))",
    ),
    (
        "sum(cast(a as decimal(18, 2)))",
        "another type",
        "{{ ratio('sum(a)', 'sum(b)') }}, a from b group by a having sum(c) > 1",
    ),
    (
        "row_number() over (order by a nulls last) as b, sum(c) as d",
        "another type",
        "row_number() over (order by sum(a) desc nulls last) as b, cast(sum(c) as bigint) as d",
    ),
    (
        "exists (select 1 from a where b) as c, sum(d) as e",
        "another type",
        "a from b where c in (select d from e) group by a having coalesce(sum(f), 0) > 1",
    ),
    (
        "cast(sum(cast(a as double)) as double)",
        "order of its parts",
        "cast(sum(cast(cast(a as double) as decimal(18, 12))) as decimal(18, 12))",
    ),
    ("cast(sum(b.open_rate) as double)", "order of its parts", "cast(sum(opens) as bigint)"),
    ("cast(a_amount as int)", "2.5", "cast(round(a_amount, 0) as int), cast(a as int)"),
    ("cast({{ ratio('a', 'b') }} as int)", "2.5", "cast(floor({{ ratio('a', 'b') }}) as int)"),
    ("date_diff('day', a, b)", "another name", "{{ days_between('a', 'b') }}"),
    ("datediff(a, b)", "another name", "{{ datediff('a', 'b') }}"),
    ("date_add(a, 1)", "another name", "cast(a + interval '1' day as date)"),
    ("string_agg(a, ',')", "another name", "{{ distinct_list_text('a') }}"),
    ("listagg(a)", "another name", "max(a)"),
    ("array_agg(a)", "another name", "'array_agg(a)'"),
    ("list(a)", "another name", "{{ names | list }}, {{ list(a) }}"),
    ("collect_set(a)", "another name", "count(distinct a)"),
    ("quantile_cont(a, 0.5)", "another name", "median(a)"),
    (
        "last_value(a ignore nulls) over days",
        "another name",
        "{{ last_value_ignore_nulls('a') }} over days",
    ),
    ("generate_series(a, b)", "another name", "{{ date_series('a', 'b') }}"),
    ("unnest(a)", "another name", "a from (values (1)) as b (a)"),
    ("struct(a)", "another name", "a, b"),
    ("struct_pack(a := 1)", "another name", "constructed(a)"),
    ("json_extract(a, b)", "another name", "json(a)"),
    ("a ->> 'b'", "another name", "'->'"),
    ("sha256(a)", "another name", "{{ sha256('a') }}"),
    ("regexp_matches(a, 'b')", "another name", "regexp_extract(a, 'b', 0) <> ''"),
    ("a ~ 'b'", "another name", "{{ 'a' ~ 'b' }}"),
    ("epoch(a)", "another name", "{{ seconds_between('a', 'b') }}"),
    ("extract(epoch from a)", "another name", "extract(second from a)"),
    ("strftime(a, '%Y')", "another name", "extract(year from a)"),
    ("date_format(a, 'y')", "another name", "cast(a as string)"),
    ("a at time zone 'UTC'", "another name", "{{ local_timestamp('a') }}"),
    ("a // 2", "another name", "'https://a.com', {{ a // 2 }}"),
    ("error('a')", "another name", "{{ raise_error(\"'a'\") }}"),
    ("a from read_parquet('b')", "another name", "a from {{ source('b', 'c') }}"),
    ("cast(a as varchar)", "no type", "cast(a as string), a as text"),
]


@pytest.mark.parametrize(("bad", "word", "good"), CONSTRUCTS)
def test_construct(project, bad, word, good):
    found = portable_sql(write(project, MODEL, f"-- a model\nselect\n    {bad}\n"))
    assert_one(found, MODEL, "line 3: ", word)
    assert found[0].remedy
    assert portable_sql(write(project, MODEL, f"select {good}")) == []


def test_passes(project):
    assert portable_sql(project) == []


@pytest.mark.parametrize(
    "path", ["models/a.sql", "tests/core/a.sql", "tests/generic/a.sql", "macros/a.sql"]
)
def test_everywhere(project, path):
    assert_one(portable_sql(write(project, path, "select hash(a)")), path, "line 1: hash")


@pytest.mark.parametrize(
    "text",
    [
        "select 1 -- hash(a)",
        "select 1 /* a / b */",
        "{# it's hash(a) #}select 'hash(a)', 'a / b', 'it''s hash(a)'",
    ],
)
def test_comments_and_literals(project, text):
    assert portable_sql(write(project, MODEL, text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ ratio('hash(a)', 'b') }}",
        "{% set a = 'hash(b)' %}",
        "{% do rules.update({'a': \"hash(b) like '%c'\"}) %}",
        "{% for row in run_query('select hash(a)') %}{% endfor %}",
        "{{ config(pre_hook=\"{% set a = 'hash(b)' %}\") }}",
        "select '{{ a }}', hash(b), '{{ c }}'",
    ],
)
def test_sql_in_jinja(project, text):
    assert_one(portable_sql(write(project, MODEL, text)), MODEL, "line 1: hash")


def test_a_literal_may_be_written_in_pieces(project):
    text = """{% set pattern = "'(a[b])[" \n ~ more ~ "c](d)'" %}select hash(a)"""
    assert_one(portable_sql(write(project, MODEL, text)), MODEL, "line 2: hash")


def test_statements_do_not_break_the_sql_around_them(project):
    text = (
        "select row_number() over (\n    order by a nulls last\n"
        "    {%- for name in names if name not in ['a', 'b'] -%}\n"
        "    , {{ name }} nulls last\n    {%- endfor %}\n)"
    )
    assert portable_sql(write(project, MODEL, text)) == []
    broken = text.replace("{{ name }} nulls last", "{{ name }}, c")
    assert_one(portable_sql(write(project, MODEL, broken)), MODEL, "line 2: order by")


def test_pieces_of_sql_in_jinja_are_separate(project):
    text = "{% do files.update({'a': b ~ ' order by c nulls last', 'd': 'e'}) %}"
    assert portable_sql(write(project, MODEL, text)) == []
    found = portable_sql(write(project, MODEL, text.replace("c nulls", "c, f nulls")))
    assert_one(found, MODEL, "line 1: order by")


@pytest.mark.parametrize("path", [MONEY, "macros/experiments/share.sql"])
def test_division_in_the_macros_of_numbers(project, path):
    macro = "{{% macro mean(a, b) -%}}\n    {{{{ a }}}} / {}\n{{%- endmacro %}}"
    for good in ("nullif({{ b }}, 0)", "100", "0.5", "ln(2)", "power(10, 2)"):
        assert portable_sql(write(project, path, macro.format(good))) == []
    for bad in ("{{ b }}", "(b)", "0", "0.0", "ln(b)"):
        found = portable_sql(write(project, path, macro.format(bad)))
        assert_one(found, path, "line 2: / by zero", "nullif")


def test_casts_of_raw_texts(project):
    text = "select cast(a as {kind}), cast(null as int), cast(1 as int), cast(max(b) as int)"
    found = portable_sql(write(project, STAGING, text.format(kind="decimal(18, 2)")))
    assert_one(found, STAGING, "null on Spark", "try_cast")
    assert portable_sql(write(project, STAGING, text.format(kind="string"))) == []
    assert portable_sql(write(project, MODEL, text.format(kind="decimal(18, 2)"))) == []
    assert portable_sql(write(project, STAGING, "select try_cast(a as int)")) == []


def test_bodies_of_one_engine(project):
    macro = "{{%- macro {}day(a) -%}}\n    hash({{{{ a }}}})\n{{%- endmacro -%}}\n"
    path = "macros/engine/day.sql"
    bodies = macro.format("default__") + macro.format("spark__")
    assert portable_sql(write(project, path, bodies)) == []
    found = portable_sql(write(project, path, bodies + macro.format("")))
    assert_one(found, path, "line 8: hash")
    elsewhere = "macros/time/day.sql"
    assert len(portable_sql(write(project, elsewhere, bodies))) == 2


def test_macros_that_run_on_one_engine_only(project):
    path = "macros/run/rows.sql"
    macro = "{% macro rows() %}\n    {#- NOTE -#}\n    {% do run_query('hash(a)') %}{% endmacro %}"
    reason = "DuckDB only: it reads the catalogue."
    for note in (reason, reason.replace("DuckDB", "Spark")):
        assert portable_sql(write(project, path, macro.replace("NOTE", note))) == []
    other = macro.replace("rows", "others")
    both = macro.replace("NOTE", reason) + "\n" + other
    assert_one(portable_sql(write(project, path, both)), path, "line 6: hash")
    assert len(portable_sql(write(project, path, macro.replace("NOTE", "DuckDB only:")))) == 1
    assert len(portable_sql(write(project, MODEL, f"{{#- {reason} -#}}select hash(a)"))) == 1


@pytest.mark.parametrize(
    "text", ["", "select 1", "{{", "{% set a = ", "select (((", "'", "{{ ' }}"]
)
def test_text_that_is_broken_off(project, text):
    assert portable_sql(write(project, MODEL, text)) == []
    sql = read(MODEL, text)
    assert len(sql.text) == len(sql.code) == len(sql.lines)
