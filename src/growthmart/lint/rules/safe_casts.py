"""Rule: no conversion of personal data can fail."""

from __future__ import annotations

import re

from growthmart.lint.portability.text import read
from growthmart.lint.project import Node, Project, Violation

# Contacts, and what people write themselves.
PERSONAL = ("customer_contacts", "reviews", "survey_responses")
# What raises an error whose text quotes the value.
QUOTING = re.compile(
    r"(?<!:)::(?!:)|(?<!\w)(?:cast|strptime|to_date|to_timestamp|error)\s*\(", re.IGNORECASE
)

REMEDY = "use try_cast, or try(...) around it: the text of a failed conversion quotes the value"


def _touches_personal_data(model: Node) -> bool:
    return any(word in name for word in PERSONAL for name in (model.name, *model.reads))


def safe_casts(project: Project) -> list[Violation]:
    """Let no model that holds or reads personal data convert in a way that can fail.

    Example: ``cast(postal_code as int)`` in staging of customer_contacts.
    Reason: DuckDB quotes the value that it cannot convert, and dbt writes that text to the console,
    to its log and to ``run_results.json``, where personal data must not stand.
    How to remediate: ``try_cast``; the input layer rejects what comes out null as ``unparseable``.
    """
    return [
        Violation(
            model.path,
            f"line {sql.line(match.start())} has {match.group().rstrip('( ')} on personal data",
            REMEDY,
        )
        for model in project.known_models
        if _touches_personal_data(model)
        for sql in (read(model.path, project.files.get(model.path, "")),)
        for match in QUOTING.finditer(sql.code)
    ]
