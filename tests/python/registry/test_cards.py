"""A card has the text, the facts and the figures, and no run."""

from datetime import date

from growthmart.registry.cards import card


def test_a_card_is_the_same_for_the_same_model(tmp_path):
    text = tmp_path / "churn.md"
    text.write_text("# Model card: churn\n\nFor mailings.\n")
    run = {
        "run_id": "r1",
        "algorithm": "prior_rate",
        "as_of_date": date(2024, 6, 30),
        "window_start": date(2024, 1, 1),
        "window_end": date(2024, 6, 30),
        "training_rows": 1234,
        "note": "one class only",
    }
    metrics = [{"algorithm": "prior_rate", "split": "test", "metric": "auc", "value": 0.512345}]
    page = card(text, run, ["recency_days"], metrics)

    assert page == card(text, run | {"run_id": "r2"}, ["recency_days"], metrics)
    assert "For mailings." in page
    assert "| note | one class only |" in page
    assert "| training rows | 1,234 |" in page
    assert "| prior_rate | test | auc | 0.5123 |" in page
