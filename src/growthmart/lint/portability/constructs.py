"""Problems that a pattern finds: SQL with different answers, or SQL that one engine refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Construct:
    """A pattern in code without literals, why it is a problem, and what to write instead."""

    pattern: re.Pattern[str]
    why: str
    instead: str


def _construct(pattern: str, why: str, instead: str) -> Construct:
    return Construct(re.compile(pattern, re.IGNORECASE | re.VERBOSE), why, instead)


def _calls(names: str, why: str, instead: str) -> Construct:
    """Find function calls in SQL; a call in Jinja, marked with @, is a macro."""
    return _construct(rf"(?<![\w.@]) (?:{names}) \s* (?=\()", why, instead)


ONE_ENGINE = "has another name or form on the other engine"

# The same SQL gives a different answer on each engine, without an error.
DIFFERENT_ANSWERS = (
    _calls(
        "concat",
        "ignores nulls on DuckDB and is null on Spark",
        "write ||, or concat_ws('', ...) to ignore nulls",
    ),
    _calls(
        "regexp_replace",
        "replaces the first match on DuckDB and all on Spark, and is null with the flag 'g'",
        "write replace, translate or regexp_extract",
    ),
    _calls(
        "log",
        "is the decimal logarithm on DuckDB and the natural one on Spark",
        "write log10 or ln",
    ),
    _calls(
        "dayofweek|weekday|isodow|date_part",
        "has another first day of the week, or does not have this part",
        "write days_between(date_trunc('week', day), day) + 1; extract(part from ...) for others",
    ),
    _construct(
        r"(?<![\w.@]) extract\( \s* (?:dow|dayofweek|isodow|weekday|dow_iso) \b",
        "has another first day of the week",
        "write days_between(date_trunc('week', day), day) + 1",
    ),
    _construct(
        r"(?<=[\w)]) \[",
        "counts from 1 on DuckDB and from 0 on Spark",
        "write split_part, min_by or max_by, or a macro in macros/engine",
    ),
    _construct(
        r'"[^"\n]*"?',
        "is a name on DuckDB and a text on Spark",
        "write a name without quotes, and a text in single quotes",
    ),
    _calls(
        "kurtosis|skewness",
        "is that of the sample on DuckDB and of the population on Spark",
        "compute it from sums",
    ),
    _calls(
        "hash",
        "has other values on each engine and version",
        "write md5, or the macro sha256 or rows_checksum",
    ),
    _calls(
        "avg|mean",
        "has other types and digits for decimals",
        "write the macro ratio or average_amount over sum and count",
    ),
    _construct(
        r"(?<![\w.@]) (?<!cast\() date_trunc \s* (?=\()",
        "is a date on DuckDB and a timestamp on Spark",
        "write cast(date_trunc('month', ...) as date)",
    ),
    _construct(
        r"\b with \s+ recursive \b",
        "fails on Spark with union, and stops there at 100 levels",
        "write a macro in macros/engine, whose body for Spark calls repeated_until_unchanged",
    ),
    _construct(
        r"\b dbt\.@?(?: datediff | dateadd | listagg | concat | hash | split_part )\b",
        "is not the same in dbt's macros for the engines",
        "write a macro of macros/engine, such as days_between or distinct_list_text",
    ),
)

# SQL that each engine writes in another way; it belongs in macros/engine.
OWN_WAYS = (
    _calls("date_?diff|timestampdiff|months_between", ONE_ENGINE, "write the macro days_between"),
    _calls(
        "date_?add|date_?sub|timestampadd|add_months",
        ONE_ENGINE,
        "write cast(day + interval '1' day as date)",
    ),
    _calls(
        "string_agg|listagg|group_concat|array_to_string|array_join",
        ONE_ENGINE,
        "write the macro distinct_list_text",
    ),
    _calls(
        "array_agg|list|list_\\w+|collect_list|collect_set|array_sort",
        "has another order, other nulls or another name on the other engine",
        "write a macro in macros/engine, such as distinct_list_text",
    ),
    _calls(
        "quantile|quantile_\\w+|approx_quantile|percentile|percentile_approx",
        ONE_ENGINE,
        "write median or percentile_cont(...) within group (order by ...)",
    ),
    _construct(r"\b ignore \s+ nulls \b", ONE_ENGINE, "write the macro last_value_ignore_nulls"),
    _calls("generate_series|range|sequence", ONE_ENGINE, "write the macro date_series"),
    _calls("unnest|explode", ONE_ENGINE, "write a macro in macros/engine, such as date_series"),
    _calls(
        "struct|struct_pack|named_struct|row",
        ONE_ENGINE,
        "write columns, or a macro in macros/engine",
    ),
    _calls(
        "json_\\w+|get_json_object|from_json|to_json",
        ONE_ENGINE,
        "write a macro in macros/engine",
    ),
    _construct(r"->>?", ONE_ENGINE, "write a macro in macros/engine"),
    _calls("sha256|sha2", ONE_ENGINE, "write the macro sha256"),
    _calls(
        "regexp_matches|regexp_like|regexp_full_match|rlike|regexp",
        ONE_ENGINE,
        "write like, or regexp_extract(...) <> ''",
    ),
    _construct(
        r"\s !?~ \s | \b similar \s+ to \b", ONE_ENGINE, "write like, or regexp_extract(...) <> ''"
    ),
    _calls(
        "epoch|epoch_ms|epoch_us|unix_timestamp|from_unixtime",
        ONE_ENGINE,
        "write the macro seconds_between",
    ),
    _construct(
        r"(?<![\w.@]) extract\( \s* epoch \b", ONE_ENGINE, "write the macro seconds_between"
    ),
    _calls(
        "strftime|strptime|try_strptime|date_format|to_char|to_date|to_timestamp",
        ONE_ENGINE,
        "write extract, or try_cast of a text in ISO form",
    ),
    _calls(
        "timezone|from_utc_timestamp|to_utc_timestamp|convert_timezone",
        ONE_ENGINE,
        "write the macro local_date, local_timestamp or utc_timestamp",
    ),
    _construct(
        r"\b at \s+ time \s+ zone \b",
        ONE_ENGINE,
        "write the macro local_date, local_timestamp or utc_timestamp",
    ),
    _construct(
        r"\s // \s | (?<![\w.@]) div \s* (?=\()",
        ONE_ENGINE,
        "write cast(floor(ratio) as int), with the macro ratio",
    ),
    _calls("error|raise_error", ONE_ENGINE, "write the macro raise_error"),
    _calls(
        "read_parquet|parquet_scan|read_csv|read_csv_auto|read_json",
        ONE_ENGINE,
        "declare a source",
    ),
    _construct(
        r"\b as \s+ (?: varchar | text | hugeint | real | float4 | float8 | blob | timestamptz )"
        r" (?= \s* \) )",
        "is no type or another type on Spark",
        "write string, bigint, double or timestamp",
    ),
)

CONSTRUCTS = DIFFERENT_ANSWERS + OWN_WAYS
