"""Rules on the text of files: no_clock, safe_casts, python_models, suites."""

import pytest

from growthmart.lint.rules.no_clock import no_clock
from growthmart.lint.rules.python_models import python_models
from growthmart.lint.rules.safe_casts import safe_casts
from growthmart.lint.rules.suites import suites
from growthmart.lint.source_text import without_comments

from .builders import THIN, add, assert_one, delete, drop, node, write

SQL = "models/core/fct_orders.sql"
PYTHON = "python_models/predictions/churn/ml_churn_scores.py"


@pytest.mark.parametrize("rule", [no_clock, safe_casts, python_models, suites])
def test_passes(project, rule):
    assert rule(project) == []


@pytest.mark.parametrize(
    "clock",
    [
        *("current_date", "CURRENT_TIMESTAMP", "localtimestamp", "sysdate", "now()", "Now ()"),
        *("transaction_timestamp()", "get_current_timestamp()", "today()", "getdate()"),
    ],
)
@pytest.mark.parametrize(
    "path", [SQL, "macros/time/a.sql", "tests/core/a.sql", "tests/generic/a.sql", "snapshots/a.sql"]
)
def test_clock_in_sql(project, path, clock):
    found = no_clock(write(project, path, f"select 1,\n    {clock} as built_at\n"))
    assert_one(found, path, "line 2 reads the clock", clock.split("(")[0].strip())


@pytest.mark.parametrize(
    "text",
    [
        "select 1 -- not current_date",
        "select 1 /* now()\n current_date */",
        "{# it's now(),\n never today() #}select 1",
        "select now_at, knows, current_dates, is_today, today from days",
        "select unknown(1), yesterday_today",
        "select 'a' -- it's\n-- now()\n",
    ],
)
def test_clock_not_in_sql(project, text):
    assert no_clock(write(project, SQL, text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "select '--' || now()",
        "select '/*', now(), '*/'",
        """{{ error("gate's -- " ~ x) }} now()""",
        "{{ modules.datetime.datetime.now() }}",
        "select 'a''b' -- c\n, now()",
    ],
)
def test_clock_behind_what_only_looks_like_a_comment(project, text):
    assert len(no_clock(write(project, SQL, text))) == 1


def test_comments_keep_line_numbers():
    text = "a -- b\n/* c\nd */ e\n{# f\n#}g"
    assert without_comments(text).split("\n") == ["a  ", " ", " e", " ", "g"]


@pytest.mark.parametrize(
    "statement",
    [
        "x = datetime.now()",
        "x = datetime.datetime.utcnow()",
        "x = date.today()",
        "x = pd.Timestamp.now('UTC')",
        "x = time.time()",
        "x = time.time_ns()",
        "from time import time",
        "x = session.sql('select current_date')",
    ],
)
def test_clock_in_python(project, statement):
    text = f'"""Not now()."""\n\n\ndef model(dbt, session):\n    {statement}\n    return x\n'
    assert_one(no_clock(write(project, PYTHON, text)), PYTHON, "line 5 reads the clock")


def test_python_without_a_clock(project):
    text = THIN.replace("'x'", "'days', time.strptime, row.time, today, now")
    assert no_clock(write(project, PYTHON, text)) == []
    assert no_clock(write(project, "src/growthmart/state.py", "datetime.now()")) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (THIN + "# more\n" * 24, "26 lines"),
        ("def model(dbt, session):\n    pass\n", "0 returns"),
        ("def model(dbt, session):\n    if dbt:\n        return 1\n    return 2\n", "2 returns"),
        (THIN.replace("session.table", "print"), "print"),
        (THIN.replace("session.table", "open"), "open"),
        (THIN.replace("session.table", "pd.read_csv"), "read_csv"),
        (THIN.replace("session.table", "frame.to_parquet"), "to_parquet"),
        (THIN.replace("session.table", "relation.write_csv"), "write_csv"),
        ("import os\n" + THIN, "os"),
        ("from pathlib import Path\n" + THIN, "pathlib"),
        ("import urllib.request\n" + THIN, "urllib"),
        ("def model(:", "no Python"),
    ],
)
@pytest.mark.parametrize("path", [PYTHON, "models/core/fct_x.py"])
def test_python_model_breakages(project, path, text, words):
    assert_one(python_models(write(project, path, text)), path, words)


def test_python_models_may_be_25_lines_and_convert(project):
    text = "# more\n" * 23 + THIN.replace("session.table('x')", "dbt.ref('a').to_arrow_table()")
    assert python_models(write(project, PYTHON, text)) == []


def test_a_model_needs_no_suite(project):
    assert suites(delete(project, "expectations/core/fct_orders.yml")) == []


@pytest.mark.parametrize(
    "path",
    [
        "expectations/core/fct_gone.yml",
        "expectations/marts/fct_orders.yml",
        "expectations/core/fct_orders.yaml",
        "expectations/features/feat_customer_orders.yml",
        "expectations/core/old/fct_orders.yml",
    ],
)
def test_suite_without_a_model(project, path):
    assert_one(suites(write(project, path, "")), path, "no model")


def test_suites_of_disabled_models_and_other_files_may_stay(project):
    model = project.nodes["model.fct_orders"]
    off = type(project)(
        models=drop(project, "fct_orders").models, disabled=(model,), files=project.files
    )
    assert suites(off) == []
    assert suites(write(project, "expectations/waivers.yml", "")) == []


def test_layers_without_a_gate_need_no_suite(project):
    assert suites(add(project, node("models/features/feat_product_sales.sql"))) == []


CONTACTS = "models/staging/demo/stg_demo__customer_contacts.sql"
READER = "models/intermediate/identity/int_contacts_hashed.sql"


def with_contacts(project, path, text):
    models = (node(CONTACTS, "source.demo.contacts"), node(READER, "input_customer_contacts"))
    return write(add(project, *models), path, text)


@pytest.mark.parametrize("path", [CONTACTS, READER])
@pytest.mark.parametrize(
    "conversion",
    [
        "cast(phone as int)",
        "CAST (phone as int)",
        "phone::int",
        "strptime(phone, '%d')",
        "error(x)",
    ],
)
def test_conversion_of_contacts_that_can_fail(project, path, conversion):
    found = safe_casts(with_contacts(project, path, f"select 1,\n    {conversion} as a\n"))
    assert_one(found, path, "line 2", "try_cast")


@pytest.mark.parametrize(
    "text", ["try_cast(phone as int)", "1 -- cast(phone as int)", "broadcast(a)"]
)
def test_conversion_of_contacts_that_cannot_fail(project, text):
    assert safe_casts(with_contacts(project, READER, f"select {text}")) == []


def test_conversion_where_no_contacts_are(project):
    assert safe_casts(with_contacts(project, SQL, "select cast(a as int)")) == []
