"""What an addition touches: files and lines are counted, and the project builds with them."""

import difflib
from pathlib import Path

import duckdb

from .project import ROOT, Project

NEW_ENTITY = {
    "models/input/input_returns.sql": "{{ input_entity() }}\n",
    "models/input/input_returns.yml": """models:
  - name: input_returns
    description: "Contract. Grain: one row per return. Key: return_key."
    config:
      meta: {key: [return_key]}
    data_tests:
      - primary_key
    columns:
      - name: return_key
        data_type: string
        description: "{{ doc('id_in_source') }}"
        constraints: [{type: not_null}]
      - name: source_name
        data_type: string
        description: "{{ doc('source_name') }}"
        constraints: [{type: not_null}]
      - name: parcels_count
        data_type: int
        description: Number of parcels.
      - name: loaded_at
        data_type: timestamp
        description: "{{ doc('loaded_at') }}"
""",
    "models/staging/demo/stg_demo__returns.sql": """select
    {{ source_key('demo', 'id') }} as return_key,
    'demo' as source_name,
    parcels as parcels_count
from {{ source('demo', 'returns') }}
""",
    "models/staging/demo/stg_demo__returns.yml": """models:
  - name: stg_demo__returns
    description: "Grain: one row per return. Key: return_key."
    config:
      meta: {key: [return_key]}
""",
}
# a text of the file, and what takes its place
EDITED_FOR_ENTITY = {
    "models/staging/demo/_demo__sources.yml": (
        "    tables:\n",
        "    tables:\n      - name: returns\n        description: What customers send back.\n"
        "        columns:\n          - {name: id, data_type: string}\n"
        "          - {name: parcels, data_type: int}\n",
    ),
    "macros/input/rejection_rules.sql": (
        "{%- elif entity == 'products' %}",
        "{%- elif entity == 'returns' %}\n    -- A return has at least one parcel.\n"
        "    when parcels_count < 1 then 'no_parcel'\n\n{%- elif entity == 'products' %}",
    ),
    "dbt_project.yml": (
        "[customers, customer_contacts, ident",
        "[returns, customers, customer_contacts, ident",
    ),
}
NEW_TABLE = {
    "models/marts/customers/customers_by_country.sql": """with customers as (
    select * from {{ ref('dim_customers') }}
    where country is not null
)

select
    country,
    cast(count(*) as int) as customers_count
from customers
group by country
""",
    "models/marts/customers/customers_by_country.yml": """models:
  - name: customers_by_country
    description: "Grain: one row per country. Key: country."
    config:
      meta: {published: true, key: [country]}
    data_tests:
      - primary_key
    columns:
      - name: country
        data_type: string
        description: The country.
      - name: customers_count
        data_type: int
        description: Number of customers.
""",
}
EDITED_FOR_TABLE = {
    "python_models/gates/gate_marts.yml": (
        "              'customer_profiles',\n",
        "              'customer_profiles',\n              'customers_by_country',\n",
    ),
    "README.md": (
        "| `_published` |",
        "| `customers_by_country` | country |\n| `_published` |",
    ),
}
# one row
EDITED_FOR_STEP = {
    "seeds/event_steps.csv": (
        "purchase,5,purchase\n",
        "purchase,5,purchase\nteleport,6,teleported\n",
    ),
}
# rows only, without SQL
EDITED_FOR_FUNNEL = {
    "seeds/funnels.csv": (
        "lead,lead,3,won,lead,won,180,true\n",
        "lead,lead,3,won,lead,won,180,true\n"
        "search,session,1,search,event_name,search,1,true\n"
        "search,session,2,order,order,any,1,true\n",
    ),
}
NEW_EXPECTATION = {
    "expectations/marts/customers_by_country.yml": """name: customers_by_country
meta: {table: customers_by_country}
expectations:
  - id: customers_by_country.rows
    type: expect_table_row_count_to_be_between
    severity: critical
    kwargs: {min_value: 1}
    meta: {what_to_do: No customer has a country. Look at the column country of the customers.}
"""
}


def add(project: Project, new: dict[str, str], edited: dict[str, tuple[str, str]]) -> None:
    for path, text in new.items():
        project.own(Path(path).parts[0])
        (project.folder / path).write_text(text)
    for path, (old, text) in edited.items():
        if (project.folder / path).exists():
            project.override(path, old, text)


def added_lines(edited: dict[str, tuple[str, str]]) -> int:
    """Count the lines that a change writes, those that it replaces included."""
    total = 0
    for path, (old, text) in edited.items():
        before = (ROOT / path).read_text(encoding="utf-8")
        assert old in before, path
        after = before.replace(old, text, 1)
        lines = difflib.ndiff(before.splitlines(), after.splitlines())
        total += sum(line.startswith("+ ") for line in lines)
    return total


def judged(project: Project, gate: str) -> set[str]:
    """Return the ids of the expectations of a gate."""
    rows = project.query(f"select expectation_id from quality.{gate}", project.state)
    return {id_ for (id_,) in rows}


def test_an_entity_of_the_input_layer_touches_at_most_eight_files(rebuilt: Project):
    # and the cases of its rules in tests/python/macros/test_input_rules.py
    assert len(NEW_ENTITY) + len(EDITED_FOR_ENTITY) + 1 <= 8
    add(rebuilt, NEW_ENTITY, EDITED_FOR_ENTITY)
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select * from (values ('1', 1), ('2', 0)) as t (id, parcels)) "
            f"to '{rebuilt.folder}/data/demo/returns.parquet' (format parquet)"
        )

    run = rebuilt.dbt("build", "-s", "stg_demo__returns", "input_returns", "+gate_input")

    assert run.code == 0, run.output
    assert "rejected   returns: 1 row (no_parcel 1)" in run.output
    assert {"input_returns.columns", "input_returns.rejected_share"} <= judged(
        rebuilt, "gate_input"
    )
    kept = rebuilt.query("select return_key from restricted.input_returns", rebuilt.warehouse)
    assert kept == [("demo:1",)]


def test_a_table_is_two_files_and_two_lines_an_expectation_one_file_a_step_one_row():
    """The build is in test_bad_input_is_not_published_until_it_is_corrected."""
    assert (len(NEW_TABLE), added_lines(EDITED_FOR_TABLE)) == (2, 2)
    assert (len(NEW_EXPECTATION), added_lines(EDITED_FOR_STEP)) == (1, 1)
    assert added_lines(EDITED_FOR_FUNNEL) == 2


def add_table(project: Project) -> None:
    """Add a table, its expectations, a step of the funnel and a funnel."""
    add(
        project,
        NEW_TABLE | NEW_EXPECTATION,
        EDITED_FOR_TABLE | EDITED_FOR_STEP | EDITED_FOR_FUNNEL,
    )


def assert_table_is_added(project: Project, output: str) -> None:
    assert ("customers_by_country",) in project.query("select table_name from _published")
    assert ("teleported",) in project.query("select distinct furthest_step from fct_sessions")
    assert "unknown    demo" not in output
    searches, orders = project.query(
        "select cast(sum(entrants) as int) from funnel_daily where funnel_name = 'search' "
        "group by step_number order by step_number"
    )
    assert searches[0] > orders[0] > 0
    # its own suite takes the place of the defaults
    assert "customers_by_country.rows" in judged(project, "gate_marts")
