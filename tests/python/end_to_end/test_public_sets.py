"""The published figures of three public sets of marketing, in one world."""

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from .project import ROOT, Project
from .public_rows import AS_OF, write_public_sets

REAL = Path(os.environ.get("GROWTHMART_REAL_DATA", ROOT / "data/real"))
MARTS = ["+ad_performance_daily", "+funnel_daily", "+campaign_performance"]
VARS = f"{{as_of_date: {AS_OF}}}"
GATES_BEFORE_MARTS = """
      +pre-hook:
        - {sql: "{{ assert_gate('gate_core') }}", transaction: false}
        - {sql: "{{ assert_gate('gate_predictions') }}", transaction: false}
"""
# a funnel of the set's own pages: rows of a seed
FUNNEL = """\
page,session,1,home,event_name,page_view,1,true
page,session,2,search,event_name,search,1,true
page,session,3,payment,event_name,begin_checkout,1,true
page,session,4,confirmation,event_name,purchase,1,true
"""


@pytest.mark.real_data
@pytest.mark.skipif(
    "GROWTHMART_REAL_DATA" not in os.environ and not REAL.is_dir(),
    reason="the public sets are not here: see docs/real-data.md; where GROWTHMART_REAL_DATA is "
    "set, their absence is a failure",
)
def test_published_figures(new_project: Callable[..., Project], tmp_path: Path):
    write_public_sets(REAL, tmp_path / "raw")
    project = new_project(raw=tmp_path / "raw")
    seed = project.own("seeds") / "funnels.csv"
    seed.write_text(seed.read_text() + FUNNEL)
    # without the gates, only what these marts read is built
    project.override("dbt_project.yml", GATES_BEFORE_MARTS, "\n")
    run = project.dbt("build", "--vars", VARS, "--exclude-resource-type", "test", "-s", *MARTS)
    assert run.code == 0, run.output

    assert mart(
        project,
        "select sum(impressions), sum(spend), sum(conversions), sum(conversions_value) "
        "from ad_performance_daily",
    ) == [(213_434_828, Decimal("58705.23"), 3_264, 1_079)]
    # the steps of a person are at one instant: they count in their order, and take an unknown time
    assert mart(
        project,
        "select step_name, sum(entrants), count(median_seconds_to_step) from funnel_daily "
        "where funnel_name = 'page' group by step_number, step_name order by step_number",
    ) == [
        ("home", 90_400, 0),
        ("search", 45_200, 0),
        ("payment", 6_030, 0),
        ("confirmation", 452, 0),
    ]
    assert mart(
        project,
        "select campaign_id, experiment_arm, round(100 * incremental_conversion_rate, 2) "
        "from campaign_performance where experiment_arm <> 'control' order by all",
    ) == [
        ("demo:conversion", "mens", 0.68),
        ("demo:conversion", "womens", 0.31),
        ("demo:visit", "mens", 7.66),
        ("demo:visit", "womens", 4.52),
    ]


def mart(project: Project, select: str) -> list[tuple]:
    return project.query(f"set search_path = 'marts'; {select}", project.warehouse)
