"""SQL with Jinja as a plain text, in which every place knows its line.

Jinja calls stay, marked with ``@``, and what they are given as strings is read as the SQL that it
mostly is: ``{{ ratio('a', 'b') }}`` becomes ``@ratio(a, b)``. Other Jinja is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Around what {{ }} prints; they are brackets for whoever counts brackets.
PRINT_BEGIN, PRINT_END = "\x02", "\x03"
OPENING, CLOSING = "([" + PRINT_BEGIN, ")]" + PRINT_END
# A comma of Jinja, between two pieces of SQL.
NEXT_PIECE = "\x1f"

# Strings come first in meaning: a comment sign inside one begins no comment. They end on their
# line, so that a lone apostrophe spoils no more than its line.
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
# Statements between which no SQL goes on.
_APART = {"macro", "endmacro", "test", "endtest"}


@dataclass(frozen=True)
class SqlText:
    """A file: ``text`` in full, ``code`` of the same length with its literals blanked."""

    path: str
    text: str
    code: str
    lines: tuple[int, ...]

    def line(self, position: int) -> int:
        """Return the line of the file on which a place stands."""
        return self.lines[min(position, len(self.lines) - 1)] if self.lines else 1

    def call(self, opening: int) -> str:
        """Return the code within the bracket that opens at a place."""
        end = next(_ends(self.code, opening + 1), len(self.code))
        return self.code[opening + 1 : end]

    def open_before(self, position: int) -> str:
        """Return the code before a place; of brackets closed again only the closing ones stay."""
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
        """Yield the names before the brackets around a place, the innermost first."""
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
    """Return SQL with Jinja without comments, every line at its old number."""

    def blank(match: re.Match[str]) -> str:
        comment = match.group("comment")
        return match.group() if comment is None else " " + "\n" * comment.count("\n")

    return _COMMENT.sub(blank, sql)


def literals(sql: SqlText) -> Iterator[re.Match[str]]:
    """Yield the literals of a file."""
    return _LITERAL.finditer(sql.text)


def split(code: str, separator: str = ",") -> list[str]:
    """Split code at a separator that stands in no bracket."""
    parts, depth = [""], 0
    for char in code:
        depth += (char in OPENING) - (char in CLOSING)
        if char == separator and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def clause(code: str, begin: int, ends: re.Pattern[str]) -> str:
    """Return the code from a place to the end of its bracket, or to a word that ends it."""
    end = next(_ends(code, begin), len(code))
    depth = 0
    for place in range(begin, end):
        depth += (code[place] in OPENING) - (code[place] in CLOSING)
        if not depth and (code[place] in f";{NEXT_PIECE}" or ends.match(code, place)):
            return code[begin:place]
    return code[begin:end]


def _ends(code: str, begin: int) -> Iterator[int]:
    """Yield the places that close the bracket in which a place stands."""
    depth = 0
    for place in range(begin, len(code)):
        depth += (code[place] in OPENING) - (code[place] in CLOSING)
        if depth < 0:
            yield place


class _Flat:
    """Collects the plain text, a line number for each of its characters.

    What stands in statements of Jinja is kept apart: the SQL around them goes on without it.
    """

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.lines: list[int] = []
        self.statements: list[str] = []
        self.statement_lines: list[int] = []
        self.number = 1

    def add(self, text: str) -> None:
        """Take text over."""
        for char in text:
            self.chars.append(char)
            self.lines.append(self.number)
            self.number += char == "\n"

    def skip(self, text: str) -> None:
        """Leave text out."""
        self.number += text.count("\n")

    def mark(self, text: str) -> None:
        """Add what does not stand in the file."""
        self.chars.extend(text)
        self.lines.extend([self.number] * len(text))

    def sql(self, text: str, in_string: bool = False) -> None:
        """Take SQL over; in a string of Jinja, line ends are spaces: a literal may go on."""
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
            # a lone slash parts a path
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
    """Return where the brackets of a call in Jinja end; strings in it may hold any."""
    depth = 1
    while place < len(text) and depth:
        if string := _STRING.match(text, place):
            place = string.end()
            continue
        depth += (text[place] == "(") - (text[place] == ")")
        place += 1
    return place
