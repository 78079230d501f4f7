"""Publishes the tables that the stages of a size built, and prints the rows and the seconds."""

import json
import sys
import time
import uuid

import duckdb

from benchmarks.dbt import MEMORY_LIMIT, Dbt
from benchmarks.measure import print_figures
from benchmarks.sizes import SIZES, Size
from growthmart.publish import publish


def main(size: Size) -> None:
    """Call the library with the context that a whole dbt build would give."""
    nodes = Dbt(size).nodes()
    run_id, file = str(uuid.uuid4()), size.folder / "published" / "growthmart.duckdb"
    file.parent.mkdir(exist_ok=True)
    context = {
        "run_id": run_id,
        "command": "build",
        "is_empty": False,
        "file": str(file),
        "tables": [
            {"name": name, "relation": node["relation_name"], "key": node["config"]["meta"]["key"]}
            for name, node in sorted(nodes.items())
            if node["config"].get("meta", {}).get("published")
        ],
        "as_of_relation": nodes["as_of"]["relation_name"],
        "not_selected": [],
        "not_judged": [],
        "gates": [{"name": "gate_marts", "run_id": run_id, "not_passed": 0}],
    }
    with duckdb.connect(str(size.warehouse)) as session:
        session.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        session.execute(f"set temp_directory = '{size.folder / 'temp'}'")
        session.execute("set variable publish_context = ?", [json.dumps(context)])
        started = time.perf_counter()
        published = publish(session).to_pylist()[0]
        print_figures(published["rows_count"], time.perf_counter() - started)


if __name__ == "__main__":
    main(SIZES[sys.argv[1]])
