"""The stages hold every model once, in an order in which dbt can build them; tasks name inputs."""

import json
from pathlib import Path

import pytest
from benchmarks.side_by_side.tasks import TASKS
from benchmarks.stages import STAGES

ROOT = Path(__file__).parents[3]
NOT_STAGED = {"publish"}


@pytest.fixture(scope="module")
def parents(parsed: Path) -> dict[str, set[str]]:
    """The models that each model reads, guards included."""
    manifest = json.loads(parsed.with_name("manifest.json").read_text(encoding="utf-8"))
    models = {id: node for id, node in manifest["nodes"].items() if id.startswith("model.")}
    return {
        node["original_file_path"]: {
            models[parent]["original_file_path"]
            for parent in node["depends_on"]["nodes"]
            if parent in models
        }
        for node in models.values()
    }


def is_selected(file: str, selectors: tuple[str, ...]) -> bool:
    return any(
        file.startswith(selector.removeprefix("path:") + "/")
        if selector.startswith("path:")
        else Path(file).stem == selector
        for selector in selectors
    )


def test_every_model_is_in_one_stage_and_after_those_it_reads(parents):
    stage_of = {
        file: [
            position
            for position, stage in enumerate(STAGES)
            if is_selected(file, stage.select) and not is_selected(file, stage.exclude)
        ]
        for file in parents
        if Path(file).stem not in NOT_STAGED
    }

    assert {file: stages for file, stages in stage_of.items() if len(stages) != 1} == {}
    too_early = {
        (file, parent)
        for file, stages in stage_of.items()
        for parent in parents[file]
        if stage_of[parent] > stages
    }
    assert too_early == set()


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_a_task_names_all_that_its_models_read(parents, task):
    read = {Path(file).stem: {Path(one).stem for one in found} for file, found in parents.items()}

    known = set(task.inputs)
    for model in task.models:
        assert {name for name in read[model] if not name.startswith("gate_")} <= known
        known.add(model)
