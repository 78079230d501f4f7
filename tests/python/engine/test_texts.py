"""Tags and addresses as people write them; both engines clean them equally."""

import csv

import pyarrow as pa
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from .conftest import ROOT

CASES = ROOT / "tests/python/channels/visit_cases.csv"
HARD = [
    *("", " ", "\t", "a\nb", "a\r\n", "\xa0a\xa0", "Straße", "İstanbul", "ΣΑΣ", "naïve", "😀 tag"),
    *("%2520", "%25%32%30", "a%20b", "a+b_c-d", "--a--", "<>", "a<>b", "100%", "\\d", "a\\", "$1"),
    *("https://user@WWW.Shop.example:8080/a?b#c", "//a.b/c", "http://127.0.0.1/", "a.b.", "a..b"),
    *("www.google.co.uk", "t.co", "x.com", "mail.google.com", "com.linkedin.android", "a.", ".a"),
]
MACROS = ["url_decode", "normalized_utm", "url_host", "normalized_utm_source", "site_name"]


def texts():
    """Return every text of the channel cases, hard texts, and texts that hypothesis draws."""
    drawn = []

    @settings(max_examples=300, database=None, derandomize=True, phases=[Phase.generate])
    @given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30))
    def draw(text):
        drawn.append(text)

    draw()
    with CASES.open(encoding="utf-8", newline="") as file:
        written = [text for row in csv.reader(file) for text in row]
    return [*sorted({*written, *HARD, *drawn}), None]


def test_both_engines_clean_texts_equally(duckdb_engine, spark_engine):
    given_rows = pa.table({"tag": pa.array(texts(), pa.string())})
    answers = ", ".join(f"{{{{ {macro}('tag') }}}}" for macro in MACROS)
    query = f"select tag, {answers} from given order by tag asc nulls last"
    found = duckdb_engine.rows(query, given=given_rows)
    others = spark_engine.rows(query, given=given_rows)
    assert len(found) == given_rows.num_rows > 400
    unlike = [
        (row[0], macro, one, other)
        for row, other_row in zip(found, others, strict=True)
        for macro, one, other in zip(MACROS, row[1:], other_row[1:], strict=True)
        if one != other
    ]
    assert unlike == []
