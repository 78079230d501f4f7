"""Tags and addresses as people write them; both engines clean them equally."""

import csv
from urllib.parse import quote

import pyarrow as pa
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from .conftest import ROOT

CASES = [ROOT / f"tests/python/channels/{name}_cases.csv" for name in ("visit", "decode")]
HARD = [
    *("", " ", "\t", "a\nb", "a\r\n", "\xa0a\xa0", "Straße", "İstanbul", "ΣΑΣ", "naïve", "😀 tag"),
    *("%2520", "%25%32%30", "a%00b", "%E9t%C3%A9%"),
    *("a%20b", "a+b_c-d", "--a--", "<>", "a<>b", "100%", "\\d", "a\\", "$1"),
    *("https://user@WWW.Shop.example:8080/a?b#c", "//a.b/c", "http://127.0.0.1/", "a.b.", "a..b"),
    *("www.google.co.uk", "t.co", "x.com", "mail.google.com", "com.linkedin.android", "a.", ".a"),
]
MACROS = ["url_decode", "normalized_utm", "url_host", "normalized_utm_source"]


def texts():
    """Return the texts of the channel cases, hard ones and drawn ones, each also escaped."""
    drawn = []

    @settings(max_examples=300, database=None, derandomize=True, phases=[Phase.generate])
    @given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30))
    def draw(text):
        drawn.append(text)

    draw()
    written = []
    for path in CASES:
        with path.open(encoding="utf-8", newline="") as file:
            written += [text for row in csv.reader(file) for text in row]
    texts = {*written, *HARD, *drawn}
    return [*sorted(texts | {quote(text) for text in texts}), None]


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


def test_both_engines_find_the_same_sites(duckdb_engine, spark_engine):
    """Every site of the seed, hosts below it, and the names that it has elsewhere."""
    with (ROOT / "seeds/referrer_sites.csv").open(encoding="utf-8", newline="") as file:
        sites = list(csv.DictReader(file))
    forms = ["{}", "a.{}", "a.b.{}", "mail.{}", "x{}", "{}.com", "{}.co.uk", "{}.se", "{}.example"]
    tags = sorted({form.format(site["site"]) for site in sites for form in forms})
    tables = {
        "tagged": pa.table({"tag": pa.array([*tags, None], pa.string())}),
        "sites": pa.Table.from_pylist(sites),
    }
    kinds = "with kinds as ({{ site_kinds('tagged', ['tag'], 'sites') }})"
    query = f"{kinds} select * from kinds order by host_or_name asc nulls last"
    found = duckdb_engine.rows(query, **tables)

    assert len(found) > 4 * len(sites)
    assert found == spark_engine.rows(query, **tables)
