"""Percent escapes in tags: a table of cases, and properties that hold for all texts."""

import re
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import cases, channels

CASES = cases("decode_cases.csv")
# Stands in a text for %, so that the text is cleaned and not decoded.
NO_PERCENT = "\ue000"
TEXT = st.text(st.characters(codec="utf-8", exclude_characters=f"\x00{NO_PERCENT}"))
BYTE = st.integers(1, 255).map("%{:02x}".format)
# Escapes, halves of escapes, and bytes that are no UTF-8, next to each other.
NOISE = st.lists(BYTE | BYTE.map(str.upper) | TEXT.map(quote) | TEXT | st.just("%")).map("".join)


@pytest.fixture(scope="module")
def decode(compiled, session):
    return lambda texts: channels(
        session, compiled["decoded"], ["tag"], [{"tag": text} for text in texts]
    )


@pytest.fixture(scope="module")
def clean(decode):
    """Return the function that brings texts into lower case and trims them, without decoding."""

    def cleaned(texts):
        hidden = decode([text.replace("%", NO_PERCENT) for text in texts])
        return [text.replace(NO_PERCENT, "%") for text in hidden]

    return cleaned


@pytest.fixture(scope="module")
def found(decode):
    return decode([case["tag"] for case in CASES])


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)))
def test_known_tags(found, number, case):
    assert found[number] == case["decoded"], case


def letter_at(text, place):
    """Return the letter whose escape begins here, and the length of the escape, or none."""
    for length in (3, 6, 9, 12):
        escape = text[place : place + length]
        if len(escape) == length and re.fullmatch("(%[0-9a-fA-F]{2})+", escape):
            try:
                return bytes.fromhex(escape.replace("%", "")).decode("utf-8"), length
            except UnicodeDecodeError:
                pass
    return None


def decoded_once(text):
    found, place = [], 0
    while place < len(text):
        letter, length = letter_at(text, place) or (text[place], 1)
        found.append(letter)
        place += length
    return "".join(found)


@settings(max_examples=50, deadline=None)
@given(st.lists(NOISE, min_size=1))
def test_escapes_are_decoded_twice_and_the_rest_is_kept(decode, clean, texts):
    assert decode(texts) == clean([decoded_once(decoded_once(text)) for text in texts])


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXT, min_size=1), st.sampled_from(["", "/", "é~"]))
def test_a_text_that_was_escaped_twice_comes_back(decode, clean, texts, safe):
    assert decode([quote(quote(text, safe), safe) for text in texts]) == clean(texts)


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXT.map(lambda text: text.replace("%", "")), min_size=1))
def test_a_text_that_was_escaped_once_comes_back(decode, clean, texts):
    assert decode([quote(text, "") for text in texts]) == clean(texts)
