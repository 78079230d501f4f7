"""Writes docs/science.md from the results and the text beside each benchmark."""

from pathlib import Path

from benchmarks.results import FOLDER
from benchmarks.science.figures import MISSED, Figures
from benchmarks.sizes import ROOT
from benchmarks.tables import table

DOCS = ROOT / "docs"
RESULTS = FOLDER / "science.json"
TEXTS = Path(__file__).parent
FIGURES = "<!-- figures -->"


def write(found: dict[str, Figures], docs: Path = DOCS) -> None:
    """Write the page: the introduction, then the text of each benchmark with its figures."""
    parts = [_text("report")]
    parts += [_text(name).replace(FIGURES, _table(figures)) for name, figures in found.items()]
    (docs / "science.md").write_text("\n".join(parts), encoding="utf-8")


def _text(name: str) -> str:
    return (TEXTS / f"{name}.md").read_text(encoding="utf-8")


def _table(figures: Figures) -> str:
    header = ["figure", "measured", "compared with", "verdict"]
    return table(
        header,
        (
            [f"`{name}`", _number(line["measured"]), _number(line["anchor"]), _verdict(line)]
            for name, line in figures.items()
        ),
    )


def _verdict(line: dict[str, str]) -> str:
    return f"**{line['verdict']}**" if line["verdict"] == MISSED else line["verdict"]


def _number(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,.6g}" if isinstance(value, float) else str(value)
