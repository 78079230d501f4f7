"""Converts SQL with Jinja to plain text, and keeps the line number of every position.

Calls in Jinja are kept and marked with ``@``. Their string arguments are read as SQL, because most
of them are: ``{{ ratio('a', 'b') }}`` becomes ``@ratio(a, b)``. Other Jinja is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# These two enclose what {{ }} prints; code that counts brackets counts them too.
PRINT_BEGIN, PRINT_END = "\x02", "\x03"
OPENING, CLOSING = "([" + PRINT_BEGIN, ")]" + PRINT_END
# A comma in Jinja, between two pieces of SQL.
NEXT_PIECE = "\x1f"

# A comment sign inside a string begins no comment. A string ends at the end of its line, so that a
# single apostrophe makes only its own line wrong.
_COMMENT = re.compile(
    r"""
      (?P<comment> \{\#.*?\#\} | /\*.*?\*/ | --[^\n]* )
    | '(?:[^'\n]|'')*'
    | "[^"\n]*"
    """,
    re.VERBOSE | re.DOTALL,
)
_BLOCK = re.compile(r"\{([{%])[-+]?")
_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_FILTER = re.compile(r"\|\s*\w+(?P<call>\()?")
_NAME = re.compile(r"\w+(?P<call>(?=\())?")
_STATEMENT = re.compile(r"\s*(\w+)")
_CALLED = re.compile(r"([@\w]*)\s*\(")
_LITERAL = re.compile(r"'(?:[^'\n]|'')*'")
# Jinja statements that end the SQL before them.
_APART = {"macro", "endmacro", "test", "endtest"}


@dataclass(frozen=True)
class SqlText:
    """A file: ``text`` is complete; ``code`` has the same length, with spaces for literals."""

    path: str
    text: str
    code: str
    lines: tuple[int, ...]

    def line(self, position: int) -> int:
        """Return the line number of a position."""
        return self.lines[min(position, len(self.lines) - 1)] if self.lines else 1

    def call(self, opening: int) -> str:
        """Return the code inside the bracket that opens at a position."""
        end = next(_ends(self.code, opening + 1), len(self.code))
        return self.code[opening + 1 : end]

    def open_before(self, position: int) -> str:
        """Return the code before a position, without the contents of closed brackets."""
        kept, depth = [], 0
        for char in reversed(self.code[:position]):
            if char == ";" and not depth:
                break
            depth += char in CLOSING
            if not depth or char in CLOSING:
                kept.append(char)
            elif char in OPENING:
                depth -= 1
        return "".join(reversed(kept))

    def calls_around(self, position: int) -> Iterator[str]:
        """Yield the names of the calls around a position, the innermost first."""
        return reversed(_CALLED.findall(self.open_before(position).lower()))


def read(path: str, text: str) -> SqlText:
    """Read a file of SQL with Jinja."""
    flat = _Flat()
    flat.sql(without_comments(text))
    joined = "".join(flat.chars + flat.statements)

    def blank(match: re.Match[str]) -> str:
        return "'" + " " * (len(match.group()) - 2) + "'"

    return SqlText(
        path, joined, _LITERAL.sub(blank, joined), tuple(flat.lines + flat.statement_lines)
    )


def without_comments(sql: str) -> str:
    """Return SQL with Jinja without its comments; line numbers do not change."""

    def blank(match: re.Match[str]) -> str:
        comment = match.group("comment")
        return match.group() if comment is None else " " + "\n" * comment.count("\n")

    return _COMMENT.sub(blank, sql)


def literals(sql: SqlText) -> Iterator[re.Match[str]]:
    """Yield the literals of a file."""
    return _LITERAL.finditer(sql.text)


def split(code: str, separator: str = ",") -> list[str]:
    """Split code at a separator; a separator inside a bracket does not count."""
    parts, depth = [""], 0
    for char in code:
        depth += (char in OPENING) - (char in CLOSING)
        if char == separator and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def clause(code: str, begin: int, ends: re.Pattern[str]) -> str:
    """Return the code from a position to the end of its bracket, or to a word that ends it."""
    end = next(_ends(code, begin), len(code))
    depth = 0
    for place in range(begin, end):
        depth += (code[place] in OPENING) - (code[place] in CLOSING)
        if not depth and (code[place] in f";{NEXT_PIECE}" or ends.match(code, place)):
            return code[begin:place]
    return code[begin:end]


def _ends(code: str, begin: int) -> Iterator[int]:
    """Yield the positions where the bracket around a position may end."""
    depth = 0
    for place in range(begin, len(code)):
        depth += (code[place] in OPENING) - (code[place] in CLOSING)
        if depth < 0:
            yield place


class _Flat:
    """Collects the plain text, with a line number for each character.

    The SQL in statements of Jinja is kept separately, because the SQL around a statement continues
    without it.
    """

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.lines: list[int] = []
        self.statements: list[str] = []
        self.statement_lines: list[int] = []
        self.number = 1

    def add(self, text: str) -> None:
        """Add a text of the file."""
        for char in text:
            self.chars.append(char)
            self.lines.append(self.number)
            self.number += char == "\n"

    def skip(self, text: str) -> None:
        """Leave a text of the file out."""
        self.number += text.count("\n")

    def mark(self, text: str) -> None:
        """Add a text that is not in the file."""
        self.chars.extend(text)
        self.lines.extend([self.number] * len(text))

    def sql(self, text: str, in_string: bool = False) -> None:
        """Add SQL; in a string of Jinja a line end becomes a space, so that literals go on."""
        place = 0
        while begin := _BLOCK.search(text, place):
            self._plain(text[place : begin.start()], in_string)
            place = self._block(text, begin.end(), is_statement=begin.group(1) == "%")
        self._plain(text[place:], in_string)

    def _plain(self, text: str, in_string: bool) -> None:
        for part in re.split(r"(\n)", text):
            if part == "\n" and in_string:
                self.mark(" ")
                self.number += 1
            else:
                self.add(part)

    def _block(self, text: str, place: int, is_statement: bool) -> int:
        """Read a block of Jinja, and return where it ends."""
        if not is_statement:
            self.mark(PRINT_BEGIN)
            place = self._code(text, place, re.compile(r"[-+]?\}\}"))
            self.mark(PRINT_END)
            return place
        name = _STATEMENT.match(text, place)
        self.mark(";" if name and name.group(1) in _APART else " ")
        around = self.chars, self.lines
        self.chars, self.lines = [], []
        place = self._code(text, place, re.compile(r"[-+]?%\}"))
        self.mark(";")
        self.statements += [";", *self.chars]
        self.statement_lines += [self.number, *self.lines]
        self.chars, self.lines = around
        return place

    def _code(self, text: str, place: int, end: re.Pattern[str]) -> int:
        while place < len(text):
            if found := end.match(text, place):
                return found.end()
            place = self._token(text, place)
        return place

    def _token(self, text: str, place: int) -> int:
        if string := _STRING.match(text, place):
            inner = string.group()[1:-1]
            # a single slash is part of a path
            self.sql(inner if inner != "/" else "", in_string=True)
            return string.end()
        if filtered := _FILTER.match(text, place):
            end = filtered.end()
            if filtered.group("call"):
                end = _end_of_call(text, end)
            self.skip(text[place:end])
            return end
        if name := _NAME.match(text, place):
            if name.group("call") is not None:
                self.mark("@")
            self.add(name.group())
            return name.end()
        char = text[place]
        if char in "().":
            self.add(char)
        elif char == ",":
            self.mark(NEXT_PIECE)
            self.skip(char)
        else:
            self.skip(char)
            self.mark(" ")
        return place + 1


def _end_of_call(text: str, place: int) -> int:
    """Return where the brackets of a call in Jinja end; brackets inside strings do not count."""
    depth = 1
    while place < len(text) and depth:
        if string := _STRING.match(text, place):
            place = string.end()
            continue
        depth += (text[place] == "(") - (text[place] == ")")
        place += 1
    return place
