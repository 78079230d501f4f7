"""The folders of the simulator import in one direction."""

import ast
from pathlib import Path

import pytest

import growthmart.simulate

ROOT = Path(growthmart.simulate.__file__).parent
PACKAGE = "growthmart.simulate"
# Each folder may import itself and the folders before it, and never the modules of the world.
FOLDERS = ["base", "traffic", "shop", "crm", "marketing", "web", "dirt", "records"]


def imported_modules(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by a relative name"
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def test_every_folder_has_its_place_in_the_order():
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} == set(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_imports_only_itself_and_earlier_ones(folder):
    allowed = FOLDERS[: FOLDERS.index(folder) + 1]
    files = sorted((ROOT / folder).rglob("*.py"))
    assert len(files) > 1
    wrong = [
        f"{path.name} imports {module}"
        for path in files
        for module in imported_modules(path)
        if module.startswith(PACKAGE)
        and module.removeprefix(f"{PACKAGE}.").split(".")[0] not in allowed
    ]
    assert not wrong
