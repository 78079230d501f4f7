"""Rule: no conversion of personal data can fail."""

from __future__ import annotations

import re

from growthmart.lint.portability.text import read
from growthmart.lint.project import Node, Project, Violation

# Contacts, and texts that people write.
PERSONAL = ("customer_contacts", "reviews", "survey_responses")
# Conversions that raise an error whose text quotes the value.
QUOTING = re.compile(
    r"(?<!:)::(?!:)|(?<!\w)(?:cast|strptime|to_date|to_timestamp|error)\s*\(", re.IGNORECASE
)

REMEDY = "use try_cast, or try(...) around it: the text of a failed conversion quotes the value"


def _touches_personal_data(model: Node) -> bool:
    return any(word in name for word in PERSONAL for name in (model.name, *model.reads))


def safe_casts(project: Project) -> list[Violation]:
    """Check that no model with personal data has a conversion that can fail.

    Example: ``cast(postal_code as int)`` in staging of customer_contacts.
    Reason: DuckDB quotes the value that it cannot convert. dbt writes that text to the console, to
    its log and to ``run_results.json``, where personal data must not be.
    How to remediate: write ``try_cast``. If the result is null, the input layer rejects the row as
    ``unparseable``.
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
