"""The seed of values that mean no one holds the hashes of each."""

import csv
import hashlib
import json
from pathlib import Path

SEED = Path(__file__).parents[3] / "seeds/placeholder_ids.csv"
ROWS = list(csv.DictReader(SEED.open(encoding="utf-8")))
HASHES = {row["placeholder_id"]: json.loads(row["hash_of"]) for row in ROWS if row["hash_of"]}


def test_every_hash_is_that_of_its_text():
    for digest, text in HASHES.items():
        assert digest in {
            hashlib.new(name, text.encode()).hexdigest() for name in ("md5", "sha1", "sha256")
        }


def test_every_plain_value_has_its_hashes():
    plain = {row["placeholder_id"] for row in ROWS if not row["hash_of"]} | {"null", "", " "}
    hashed = {name.lower() for name in HASHES.values()}
    assert plain <= hashed
    texts = sorted(HASHES.values())
    assert all(texts.count(text) == 3 for text in texts)


def test_values_are_in_lower_case_and_without_blanks():
    for row in ROWS:
        value = row["placeholder_id"]
        assert value == value.lower().strip() != ""
