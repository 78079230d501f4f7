"""Checks that need more than a pattern: orders, divisions, sums, casts, dates and literals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from growthmart.lint.portability.text import (
    PRINT_BEGIN,
    PRINT_END,
    SqlText,
    clause,
    literals,
    split,
)

# The position in the code, what is wrong, and what to write instead.
Found = tuple[int, str, str]

_NOT_A_PART = r"(?<![\w.@])"

_ORDER_BY = re.compile(r"\border\s+by\b", re.IGNORECASE)
_AFTER_ORDER = re.compile(
    r"\b(?:limit|offset|rows|range|groups|union|except|intersect|qualify|window|filter)\b",
    re.IGNORECASE,
)
_NULLS = re.compile(r"\bnulls\s+(?:first|last)\s*$", re.IGNORECASE)

_DIVISION = re.compile(r"(?<=[\w)\x03'])\s/\s+")
# a number that is not zero, or a function of numbers
_SAFE_DIVISOR = re.compile(
    r"nullif\(|(?!0+(?:\.0*)?(?![\w.]))\d|[a-z]\w*\([\d., ]+\)", re.IGNORECASE
)
# the macros of ratios and averages, which know the types that they divide
NUMBERS = ("macros/money/", "macros/features/", "macros/experiments/")

_SUM = re.compile(rf"{_NOT_A_PART}sum\s*\(", re.IGNORECASE)
_CASTS = {
    *("cast", "try_cast", "@ratio", "@rounded_ratio", "@average_amount", "@money"),
    "@convert_amount",
}
_CLAUSE = re.compile(r"\b(select|having|qualify|where|order\s+by|on)\b", re.IGNORECASE)
_DOUBLE = re.compile(
    r"\bas\s+double\b|@(?:rounded_)?ratio\(|@round_to_nine_digits\(|\w_(?:rate|share|probability)\b",
    re.IGNORECASE,
)
_AS_DECIMAL = re.compile(
    r"^\s*(?:try_)?cast\(.*\bas\s+decimal\b[^()]*\([^()]*\)\s*\)\s*$", re.DOTALL
)

_CAST = re.compile(rf"{_NOT_A_PART}(try_)?cast\s*(?=\()", re.IGNORECASE)
_AS_TYPE = re.compile(r"^(?P<value>.*)\bas\s+(?P<type>\w+[^()]*(?:\([^()]*\))?)\s*$", re.DOTALL)
_INTEGER = re.compile(r"(?:tiny|small|big)?int|integer|long", re.IGNORECASE)
_ROUNDED = re.compile(r"\s*(?:floor|ceil|ceiling|round|sign|trunc)\(", re.IGNORECASE)
_FRACTION = re.compile(
    r"\d\.\d|\bas\s+(?:double|decimal)|@(?:rounded_)?ratio\(|@average_amount\(|@round_to_nine_digits\("
    r"|(?<![\w@])median\(|\w_(?:rate|share|amount|revenue|price|cost|value)\b",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"\s*(?!null\b|\d)[\w.]+\s*", re.IGNORECASE)
# the places where a text from a raw file can still have any value
DIRTY = ("models/staging/", "models/input/", "macros/sources/", "macros/input/", "tests/staging/")

_DATE = r"\w*(?:date|_on|_day|_month|month_start|week_start)"
_DATE_MACRO = r"@(?:local_date|local_month|known_date)\([^\x03]*\x03"
_DATE_CAST = r"\bas\s+date\s*\)"
_DAYS_APART = re.compile(
    rf"(?:\b(?:{_DATE}|\w+_at)|{_DATE_MACRO}|{_DATE_CAST})\s-\s"
    rf"(?:(?!interval\b)\w|\x02\s*@(?:local_date|local_month|known_date)\()",
    re.IGNORECASE,
)
_SHIFTED_DATE = re.compile(
    rf"(?:\b{_DATE}|{_DATE_MACRO}|{_DATE_CAST})\s[+-]\sinterval\b", re.IGNORECASE
)

_SPLIT = re.compile(rf"{_NOT_A_PART}(?:split|string_split|str_split)\s*(?=\()", re.IGNORECASE)
_PLAIN_SEPARATOR = re.compile(r"'[\w ,;:/=&@#%<>~-]+'\s*$")


def orders(sql: SqlText) -> Iterator[Found]:
    """Find orders without an order of nulls: Spark puts nulls first, DuckDB puts them last."""
    for match in _ORDER_BY.finditer(sql.code):
        listed = clause(sql.code, match.end(), _AFTER_ORDER)
        # an item that a macro prints is checked where the macro is written
        items = (item.strip() for item in split(listed))
        if not all(_NULLS.search(item) or _is_printed(item) for item in items):
            yield (
                match.start(),
                "order by has no order of nulls, and the defaults of the engines differ",
                "write nulls first or nulls last after every column",
            )


def _is_printed(item: str) -> bool:
    return item.startswith(PRINT_BEGIN) and item.endswith(PRINT_END)


def divisions(sql: SqlText) -> Iterator[Found]:
    """Find divisions outside the macros of numbers, and divisions in them that may be by zero."""
    for match in _DIVISION.finditer(sql.code):
        if not sql.path.startswith(NUMBERS):
            yield (
                match.start(),
                "/ gives other types and digits for decimals, and another answer for zero",
                "write the macro ratio, rounded_ratio or average_amount",
            )
        elif not _SAFE_DIVISOR.match(sql.code, match.end()):
            yield (
                match.start(),
                "/ by zero is infinite on DuckDB and null on Spark",
                "write nullif(..., 0) around the divisor",
            )


def sums(sql: SqlText) -> Iterator[Found]:
    """Find sums of doubles, and sums that are not cast back to a type of the project."""
    for match in _SUM.finditer(sql.code):
        added = sql.call(match.end() - 1)
        if _DOUBLE.search(added) and not _AS_DECIMAL.match(added):
            yield (
                match.start(),
                "the sum of doubles depends on the order of its parts",
                "cast what is added to a decimal, or sum before dividing",
            )
        elif not _is_cast(sql, match.start()):
            yield (
                match.start(),
                "sum has another type on each engine",
                "cast it back: cast(sum(...) as bigint), cast(sum(...) as decimal(18, 2))",
            )


def _is_cast(sql: SqlText, position: int) -> bool:
    for name in sql.calls_around(position):
        if name in _CASTS:
            return True
        if name in ("as", "from", "join", "exists"):
            break
    # a sum that is only compared needs no type
    words = [word.lower() for word in _CLAUSE.findall(sql.open_before(position))]
    return bool(words) and words[-1] != "select"


def casts(sql: SqlText) -> Iterator[Found]:
    """Find casts of fractions to whole numbers, and casts of raw texts that can fail."""
    for match in _CAST.finditer(sql.code):
        parts = _AS_TYPE.match(sql.call(match.end()))
        if not parts:
            continue
        value, kind = parts.group("value"), parts.group("type").strip()
        if _INTEGER.fullmatch(kind) and _FRACTION.search(value) and not _ROUNDED.match(value):
            yield (
                match.start(),
                f"cast to {kind} rounds 2.5 to 3 on DuckDB and truncates it to 2 on Spark",
                "choose one: cast(floor(...) as int) or cast(round(...) as int)",
            )
        if (
            not match.group(1)
            and sql.path.startswith(DIRTY)
            and _COLUMN.fullmatch(value)
            and kind.lower() != "string"
        ):
            yield (
                match.start(),
                "cast of an invalid value fails on DuckDB and is null on Spark",
                "write try_cast: the input layer rejects the value if the result is null",
            )


def dates(sql: SqlText) -> Iterator[Found]:
    """Find differences of dates, and dates plus an interval without a cast to a date."""
    for match in _DAYS_APART.finditer(sql.code):
        yield (
            match.start(),
            "a difference of dates or times is a number on DuckDB and an interval on Spark",
            "write the macro days_between or seconds_between",
        )
    for match in _SHIFTED_DATE.finditer(sql.code):
        if next(sql.calls_around(match.start()), "") not in ("cast", "try_cast"):
            yield (
                match.start(),
                "a date plus an interval is a timestamp on DuckDB and a date on Spark",
                "write cast(... as date) around it",
            )


def texts(sql: SqlText) -> Iterator[Found]:
    """Find backslashes in literals, and separators that are patterns on Spark."""
    for literal in literals(sql):
        if "\\" in literal.group():
            yield (
                literal.start(),
                "a backslash in a literal is a character on DuckDB and an escape on Spark",
                "write [0-9] for a class, [.] for a character, chr(10) for a line end",
            )
    for match in _SPLIT.finditer(sql.code):
        begin = match.end() + 1
        given = sql.text[begin : begin + len(sql.call(match.end()))]
        if not _PLAIN_SEPARATOR.search(given):
            yield (
                match.start(),
                "split reads its separator as a text on DuckDB and as a pattern on Spark",
                "write split_part, or a separator without the special characters of patterns",
            )


CHECKS: tuple[Callable[[SqlText], Iterator[Found]], ...] = (
    orders,
    divisions,
    sums,
    casts,
    dates,
    texts,
)
