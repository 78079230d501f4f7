"""The stages of the whole project, in the order in which they are built."""

from dataclasses import dataclass, field

GIB = 1024**3


@dataclass(frozen=True)
class Stage:
    """Nodes of dbt that are built together in one process.

    Attributes:
        name: the name of the stage.
        kind: what takes the time: sql, gate or python.
        select, exclude: the selectors of dbt.
        memory_limit: DuckDB's memory limit, if it differs from the usual one.
        most_memory_bytes: the most memory that the whole process may use.
    """

    name: str
    kind: str
    select: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    memory_limit: str | None = None
    most_memory_bytes: int = field(default=12 * GIB)


STAGES = (
    Stage("staging", "sql", ("path:seeds", "path:models/staging")),
    Stage("input", "sql", ("path:models/input",)),
    Stage("gate_input", "gate", ("gate_input",)),
    Stage("pseudonym_key", "python", ("path:python_models/privacy",)),
    Stage("calendar", "sql", ("path:models/intermediate/calendar",)),
    Stage("identity", "sql", ("path:models/intermediate/identity",)),
    Stage(
        "sessions",
        "sql",
        ("path:models/intermediate/sessions",),
        ("int_orders_matched_to_sessions",),
    ),
    Stage("orders", "sql", ("path:models/intermediate/money", "path:models/intermediate/orders")),
    Stage(
        "touchpoints",
        "sql",
        ("path:models/intermediate/touchpoints", "int_orders_matched_to_sessions"),
    ),
    Stage(
        "customers",
        "sql",
        (
            "path:snapshots",
            *(f"path:models/intermediate/{area}" for area in ("customers", "products", "reviews")),
        ),
    ),
    Stage("core", "sql", ("path:models/core",)),
    Stage("quality", "sql", ("path:models/quality",)),
    Stage("gate_core", "gate", ("gate_core",)),
    Stage("features", "sql", ("path:models/features",)),
    Stage(
        "training",
        "python",
        (
            *("ml_churn_model", "ml_clv_model", "ml_response_model", "ml_segmentation_model"),
            *("ml_subscription_churn_model", "ml_uplift_model", "ml_review_texts_model"),
        ),
    ),
    Stage(
        "scoring",
        "python",
        (
            *(f"ml_churn_{output}" for output in ("backtest", "drift", "scores")),
            *(
                f"ml_{task}_{output}"
                for task in ("clv", "response", "subscription_churn", "uplift")
                for output in ("drift", "scores")
            ),
            *("ml_segmentation_labels", "ml_segmentation_drift"),
            "ml_review_texts_scores",
        ),
        memory_limit="400MB",
        most_memory_bytes=1 * GIB,
    ),
    Stage("gate_predictions", "gate", ("gate_predictions",)),
    Stage("marts", "sql", ("path:models/marts",)),
    Stage("gate_marts", "gate", ("gate_marts",)),
)
