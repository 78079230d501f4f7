"""What every row of the state database carries, so that a later build can tell whose it is."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from dbt_common.invocation import get_invocation_id

from growthmart import __version__
from growthmart.engines import Session, engine_of

# Earlier versions kept state that this one cannot read.
OLDEST_VERSION = "0.1.0"


@dataclass(frozen=True)
class StateContext:
    """The build as the pre-hook ``set_state_context`` describes it.

    Args:
        sources: the enabled sources, sorted and joined by commas.
        key_fingerprint: of the pseudonym key.
        retrain_every_days: age in days from which a stored model is trained anew.
    """

    sources: str
    key_fingerprint: str
    retrain_every_days: int

    def row_header(self) -> dict[str, object]:
        """Return the columns that open every row of the state database."""
        return {
            # taken now: whatever dbt renders into YAML may stem from an earlier run
            "run_id": get_invocation_id(),
            "run_at": datetime.now(UTC).replace(tzinfo=None),
            "sources": self.sources,
            "key_fingerprint": self.key_fingerprint,
            "library_version": __version__,
        }


def read_context(session: Session) -> StateContext:
    """Return the context that the pre-hook left for this model."""
    text = engine_of(session).variable("state_context")
    if text is None:
        raise LookupError("no state_context: the model lacks the pre-hook set_state_context")
    return StateContext(**json.loads(text))


def version_problem(versions: set[str | None]) -> str | None:
    """Return why a state that these versions of the library wrote cannot be used, or None."""
    newer = [one for one in versions if one and _numbers(one) > _numbers(__version__)]
    if newer:
        return (
            f"the state was written by growthmart {max(newer, key=_numbers)}, and this is "
            f"{__version__}: install that version or a later one"
        )
    older = [one or "?" for one in versions if _numbers(one or "0") < _numbers(OLDEST_VERSION)]
    if older:
        return (
            f"the state was written by growthmart {min(older)}, and this is {__version__}, which "
            f"reads what {OLDEST_VERSION} and later wrote: build with that version, or move the "
            "state away to start without its history"
        )
    return None


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdigit()]
