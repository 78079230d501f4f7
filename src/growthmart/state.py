"""The columns that every row of the state database has, so that a later build can use the rows."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from dbt_common.invocation import get_invocation_id

from growthmart import __version__
from growthmart.engines import Session, engine_of

# This version cannot read the state of earlier versions.
OLDEST_VERSION = "0.1.0"


@dataclass(frozen=True)
class StateContext:
    """The build as the pre-hook ``set_state_context`` describes it.

    Args:
        sources: the enabled sources, sorted and joined by commas.
        key_fingerprint: the fingerprint of the pseudonym key.
        retrain_every_days: the age, in days, at which a stored model is trained again.
    """

    sources: str
    key_fingerprint: str
    retrain_every_days: int

    def row_header(self) -> dict[str, str | datetime]:
        """Return the first columns of every row of the state database."""
        return {
            # read now: a value that dbt renders into YAML may be from an earlier run
            "run_id": get_invocation_id(),
            "run_at": datetime.now(UTC).replace(tzinfo=None),
            "sources": self.sources,
            "key_fingerprint": self.key_fingerprint,
            "library_version": __version__,
        }


def read_context(session: Session) -> StateContext:
    """Return the context that the pre-hook set for this model.

    Raises:
        LookupError: the pre-hook has not run.
    """
    text = engine_of(session).variable("state_context")
    if text is None:
        raise LookupError("no state_context: the model lacks the pre-hook set_state_context")
    return StateContext(**json.loads(text))


def version_problem(versions: set[str | None]) -> str | None:
    """Return why a state cannot be used that these versions of the library wrote, or None."""
    newer = [one for one in versions if one and _numbers(one) > _numbers(__version__)]
    if newer:
        return (
            f"growthmart {max(newer, key=_numbers)} wrote the state, and this is "
            f"{__version__}: install that version or a later one"
        )
    older = [one or "?" for one in versions if _numbers(one or "0") < _numbers(OLDEST_VERSION)]
    if older:
        return (
            f"growthmart {min(older)} wrote the state, and this is {__version__}, which reads the "
            f"state of {OLDEST_VERSION} and later: build with that version, or move the state "
            "away to start without its history"
        )
    return None


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdigit()]
