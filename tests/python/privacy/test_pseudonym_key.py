"""When a pseudonym key is refused, what its fingerprint shows, and that no text quotes the key."""

import json

import duckdb
import pytest

from growthmart import privacy

KEY = "0123456789abcdef0123456789abcdef"
OTHER = "another key, thirty-two characters or more"
DEMO_ROW = ("demo", privacy.key_fingerprint(privacy.DEMO_KEY))
KEY_ROW = ("demo", privacy.key_fingerprint(KEY))
OTHER_ROW = ("online_retail", privacy.key_fingerprint(OTHER))


@pytest.fixture
def key_is(monkeypatch):
    """Return a function that sets the variable, or removes it."""

    def set_key(key):
        if key is None:
            monkeypatch.delenv(privacy.KEY_VARIABLE, raising=False)
        else:
            monkeypatch.setenv(privacy.KEY_VARIABLE, key)

    return set_key


@pytest.mark.parametrize("unset", [None, ""])
def test_the_demo_builds_without_a_key(key_is, unset):
    key_is(unset)

    assert privacy.pseudonym_key(["demo"]) == privacy.DEMO_KEY


@pytest.mark.parametrize("sources", [["online_retail"], ["demo", "online_retail"], []])
def test_anything_else_needs_a_key(key_is, sources):
    key_is(None)

    with pytest.raises(privacy.KeyProblemError, match="not set") as problem:
        privacy.pseudonym_key(sources)
    for word in [*sources, privacy.KEY_VARIABLE, "secrets.token_hex(32)"]:
        assert word in str(problem.value)


@pytest.mark.parametrize("sources", [["demo"], ["online_retail"]])
def test_a_key_has_32_characters(key_is, sources):
    key_is(KEY)
    assert privacy.pseudonym_key(sources) == KEY

    key_is(KEY[:-1])
    with pytest.raises(privacy.KeyProblemError, match="has 31 characters and needs 32"):
        privacy.pseudonym_key(sources)


def test_the_public_key_of_the_demo_is_refused_for_other_sources(key_is):
    key_is(privacy.DEMO_KEY)
    assert privacy.pseudonym_key(["demo"]) == privacy.DEMO_KEY

    with pytest.raises(privacy.KeyProblemError, match="public key of the demo"):
        privacy.pseudonym_key(["demo", "online_retail"])


def test_blanks_are_no_key(key_is):
    key_is(40 * " ")
    with pytest.raises(privacy.KeyProblemError, match="is not set"):
        privacy.pseudonym_key(["online_retail"])


def test_a_fingerprint_is_stable_and_short():
    assert privacy.key_fingerprint(privacy.DEMO_KEY) == DEMO_ROW[1]
    assert len(DEMO_ROW[1]) == 16
    assert set(DEMO_ROW[1]) <= set("0123456789abcdef")


def test_two_keys_have_two_fingerprints():
    keys = [KEY, KEY.upper(), KEY + " ", OTHER, privacy.DEMO_KEY, ""]

    assert len({privacy.key_fingerprint(key) for key in keys}) == len(keys)


@pytest.mark.parametrize(
    ("key", "sources", "known"),
    [
        (None, ["demo"], []),
        (None, ["demo"], [DEMO_ROW]),
        (KEY, ["demo"], []),
        (KEY, ["demo"], [KEY_ROW]),
        (KEY, ["online_retail"], [KEY_ROW]),
        # rows of the public key are no real history
        (KEY, ["online_retail"], [DEMO_ROW]),
        (KEY, ["demo", "online_retail"], [DEMO_ROW, ("demo,online_retail", KEY_ROW[1])]),
    ],
)
def test_a_key_that_fits_the_state(key_is, key, sources, known):
    key_is(key)

    assert privacy.key_problem(sources, known) is None


@pytest.mark.parametrize(
    ("key", "sources", "known", "built_from"),
    [
        # for the demo, its own history counts
        (KEY, ["demo"], [DEMO_ROW], "demo"),
        (None, ["demo"], [KEY_ROW], "demo"),
        (None, ["demo"], [DEMO_ROW, OTHER_ROW], "online_retail"),
        (KEY, ["online_retail"], [OTHER_ROW], "online_retail"),
        (KEY, ["online_retail"], [KEY_ROW, OTHER_ROW], "online_retail"),
        # one key for one state, also if the sources differ
        (KEY, ["olist"], [OTHER_ROW], "online_retail"),
        # rows of real sources are history, with any key
        (KEY, ["online_retail"], [("online_retail", DEMO_ROW[1])], "online_retail"),
        (KEY, ["olist"], [OTHER_ROW, ("cdnow", OTHER_ROW[1])], "cdnow, online_retail"),
    ],
)
def test_a_key_that_does_not_fit_the_state(key_is, key, sources, known, built_from):
    key_is(key)
    problem = privacy.key_problem(sources, known)

    assert f"another pseudonym key (sources: {built_from})" in problem
    assert "GROWTHMART_STATE" in problem
    assert privacy.KEY_VARIABLE in problem


def test_a_missing_key_is_a_problem_too(key_is):
    key_is(None)

    assert "is not set" in privacy.key_problem(["online_retail"], [])


@pytest.mark.parametrize("key", ["hunter2", KEY])
@pytest.mark.parametrize("known", [[], [DEMO_ROW], [OTHER_ROW]])
@pytest.mark.parametrize("sources", [["demo"], ["online_retail"]])
def test_no_text_quotes_a_key(key_is, key, known, sources):
    key_is(key)
    problem = privacy.key_problem(sources, known) or ""

    assert key not in problem
    assert privacy.DEMO_KEY not in problem
    assert privacy.key_fingerprint(key) not in problem


@pytest.mark.parametrize("lengths", [set(), {None}, {None, privacy.PSEUDONYM_LENGTH}])
def test_pseudonyms_that_fit_the_state(lengths):
    assert privacy.pseudonym_problem(lengths) is None


@pytest.mark.parametrize("lengths", [{64}, {None, 64}, {privacy.PSEUDONYM_LENGTH, 64}])
def test_pseudonyms_of_another_length(lengths):
    problem = privacy.pseudonym_problem(lengths)

    assert problem.startswith("the state database holds pseudonyms of 64 characters, and ")
    assert "growthmart writes 32: no customer would be recognised" in problem
    assert "move the state away, or point GROWTHMART_STATE" in problem
    assert "\n" not in problem


def test_the_table_has_one_row_with_the_key(key_is):
    key_is(KEY)
    context = {"sources": "demo,online_retail", "key_fingerprint": "x", "retrain_every_days": 7}
    with duckdb.connect() as session:
        session.execute(f"set variable state_context = '{json.dumps(context)}'")
        table = privacy.key_table(session)

    assert table.to_pylist() == [{"pseudonym_key": KEY}]
