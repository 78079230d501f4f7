"""The pseudonym key and the form of pseudonyms: where the key comes from, and when it is refused.

A ``customer_id`` is a keyed hash of the person key, which the macro ``pseudonym`` computes in SQL.
The key itself never leaves this module and one restricted table.
"""

import hashlib
import os

import pyarrow as pa

from growthmart.engines import Session
from growthmart.state import read_context

KEY_VARIABLE = "DBT_ENV_SECRET_GROWTHMART_PSEUDONYM_KEY"
# Public on purpose: simulated people need no protection, and the demo builds without settings.
DEMO_KEY = "growthmart demo key, public on purpose"
MINIMUM_KEY_LENGTH = 32
# Hexadecimal digits of a pseudonym, as the macro cuts it: 128 bits.
PSEUDONYM_LENGTH = 32

_HOW_TO_MAKE_ONE = (
    f"make one with: python -c 'import secrets; print(secrets.token_hex(32))', export it as "
    f"{KEY_VARIABLE} and keep it safe: without it, later builds cannot recognise the same customers"
)

_HOW_TO_START_AGAIN = (
    "start again with an empty state: move the state away, or point GROWTHMART_STATE (on Spark "
    "GROWTHMART_SPARK_STATE) to a new one"
)


class KeyProblemError(Exception):
    """The pseudonym key is missing, too short, or not the key that the state was built with."""


def pseudonym_key(sources: list[str]) -> str:
    """Return the key of a build of ``sources``.

    Raises:
        KeyProblemError: no key is set and ``demo`` is not the only source, or the key is too short,
            or it is the public key of the demo. The text never quotes the key.
    """
    key = os.environ.get(KEY_VARIABLE, "").strip()
    if not key:
        if sources == ["demo"]:
            return DEMO_KEY
        raise KeyProblemError(
            f"the sources {', '.join(sources)} need a pseudonym key and {KEY_VARIABLE} is not set: "
            f"{_HOW_TO_MAKE_ONE}"
        )
    if key == DEMO_KEY and sources != ["demo"]:
        raise KeyProblemError(
            f"{KEY_VARIABLE} holds the public key of the demo, which protects no data: "
            f"{_HOW_TO_MAKE_ONE}"
        )
    if len(key) < MINIMUM_KEY_LENGTH:
        raise KeyProblemError(
            f"{KEY_VARIABLE} has {len(key)} characters and needs {MINIMUM_KEY_LENGTH}: "
            f"{_HOW_TO_MAKE_ONE}"
        )
    return key


def key_fingerprint(key: str) -> str:
    """Return 16 hexadecimal digits that identify a key and do not reveal it.

    They are the first 64 bits of the SHA-256 of the key, after a fixed prefix.
    """
    return hashlib.sha256(f"growthmart fingerprint:{key}".encode()).hexdigest()[:16]


def key_problem(sources: list[str], known: list[tuple[str, str]]) -> str | None:
    """Return what is wrong with the key of a build of ``sources``, or None.

    Args:
        sources: the enabled sources.
        known: (sources, key fingerprint) of the rows in the state database. Rows of the demo's
            public key are no real history. They are ignored, unless this build is of the demo too.
    """
    try:
        fingerprint = key_fingerprint(pseudonym_key(sources))
    except KeyProblemError as problem:
        return str(problem)
    demo = ("demo", key_fingerprint(DEMO_KEY))
    others = {
        row for row in known if row[1] != fingerprint and (row != demo or sources == ["demo"])
    }
    if not others:
        return None
    built_from = ", ".join(sorted({row[0] for row in others}))
    return (
        f"the state database was built with another pseudonym key (sources: {built_from}): no "
        f"customer would be recognised. Set {KEY_VARIABLE} as it was, or {_HOW_TO_START_AGAIN}"
    )


def pseudonym_problem(lengths: set[int | None]) -> str | None:
    """Return why a state with pseudonyms of these lengths cannot be used, or None.

    Args:
        lengths: the lengths, in characters, of the pseudonyms in the state database; None for a
            table without pseudonyms.
    """
    others = sorted(one for one in lengths if one is not None and one != PSEUDONYM_LENGTH)
    if not others:
        return None
    return (
        f"the state database holds pseudonyms of {others[0]} characters, and this version of "
        f"growthmart writes {PSEUDONYM_LENGTH}: no customer would be recognised. Build with the "
        f"version that wrote it, or {_HOW_TO_START_AGAIN}"
    )


def key_table(session: Session) -> pa.Table:
    """Return the one-row table that the macro ``pseudonym`` reads."""
    sources = read_context(session).sources.split(",")
    return pa.table({"pseudonym_key": [pseudonym_key(sources)]})
