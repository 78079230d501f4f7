"""Ads that saturate, and campaigns with a control arm, whose effect a comparison of arms finds."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.marketing.campaigns import draw_campaigns
from growthmart.simulate.marketing.effect import treatment_effect
from growthmart.simulate.marketing.messages import NEVER, draw_messages
from growthmart.simulate.shop.consent import draw_consent
from growthmart.simulate.shop.people import draw_people
from growthmart.simulate.shop.products import draw_catalogue
from growthmart.simulate.shop.purchases import add_purchases, draw_purchases
from growthmart.simulate.traffic.sources import SOURCES
from growthmart.simulate.traffic.traffic import draw_traffic, response

PEOPLE, DAYS = 150_000, 365


@pytest.fixture(scope="module")
def experiment():
    """Messages and later purchases in a shop large enough to measure the campaigns."""
    rng, clock = np.random.default_rng(8), Clock(DAYS)
    people = draw_people(rng, PEOPLE, clock, draw_traffic(rng, clock))
    purchases = draw_purchases(rng, people, clock)
    consent = draw_consent(rng, people.signup, clock)
    campaigns = draw_campaigns(rng, clock)
    messages, induced = draw_messages(
        rng, people, purchases, consent, campaigns, draw_catalogue(rng, 200, clock), clock
    )
    orders = add_purchases(rng, people, purchases, induced.person, induced.moment, induced.message)
    key = np.sort(orders.person * (DAYS + 30.0) + orders.moment)
    assigned = messages.person * (DAYS + 30.0) + messages.assigned / 86_400
    window = assigned + 8.5
    bought = np.searchsorted(key, window) > np.searchsorted(key, assigned)
    frame = pd.DataFrame(
        {
            "channel": campaigns.channel[messages.campaign],
            "is_treated": messages.is_treated,
            "delivered": messages.delivered != NEVER,
            "effect": messages.effect,
            "is_induced": messages.is_induced,
            "bought": bought,
            "price_sensitivity": people.price_sensitivity[messages.person],
            "purchase_rate": people.purchase_rate[messages.person],
        }
    )
    return frame[frame["channel"] == 0]


def _gap(frame, column):
    """Return the difference of treated and control, and its standard error."""
    arms = frame.groupby("is_treated")[column]
    mean, error = arms.mean(), arms.var() / arms.size()
    return mean[True] - mean[False], np.sqrt(error.sum())


def test_arms_are_balanced(experiment):
    assert experiment["is_treated"].mean() == pytest.approx(0.67, abs=0.01)
    for column in ("price_sensitivity", "purchase_rate", "effect"):
        gap, error = _gap(experiment, column)
        assert abs(gap) < 4 * error


def test_comparing_arms_recovers_the_effect(experiment):
    gap, error = _gap(experiment, "bought")
    assert gap > 3 * error
    treated = experiment[experiment["is_treated"]]
    expected = (treated["effect"] * treated["delivered"]).mean()
    assert abs(gap - expected) < 4 * error + 0.1 * expected


def test_orders_are_induced_as_often_as_the_truth_says(experiment):
    delivered = experiment[experiment["delivered"]]
    assert not experiment.loc[~experiment["delivered"], "is_induced"].any()
    groups = delivered.groupby(pd.qcut(delivered["effect"], 5, duplicates="drop"), observed=True)
    effect, share, size = (
        groups["effect"].mean(),
        groups["is_induced"].mean(),
        groups["effect"].size(),
    )
    error = np.sqrt(effect * (1 - effect) / size)
    assert ((share - effect).abs() < 4 * error + 1e-4).all()
    assert share.iloc[-1] > 3 * share.iloc[0]


def test_part_of_the_effect_can_be_learnt():
    rng = np.random.default_rng(1)
    price, recency, match = (
        rng.beta(2, 3, 50_000),
        rng.exponential(60, 50_000),
        rng.normal(size=50_000),
    )
    effect = treatment_effect(price, recency, match, rng.standard_normal(50_000))
    assert effect.mean() == pytest.approx(0.0108, abs=0.0005)
    assert (effect >= 0).all()
    observable = np.column_stack([np.ones(50_000), price, np.log1p(recency), match])
    fitted = observable @ np.linalg.lstsq(observable, effect, rcond=None)[0]
    assert 0.5 < np.corrcoef(fitted, effect)[0, 1] ** 2 < 0.75
    assert np.corrcoef(price, effect)[0, 1] > 0.2
    assert np.corrcoef(recency, effect)[0, 1] < -0.15


@settings(max_examples=50, deadline=None)
@given(st.floats(0.2, 5), st.floats(0, 10), st.floats(0.01, 5))
def test_the_response_to_spend_is_concave(saturation, budget, step):
    low, middle, high = (response(budget + n * step, saturation) for n in range(3))
    assert low <= middle <= high
    assert middle - low >= high - middle - 1e-12
    assert response(0.0, saturation) == 0
    assert response(1.0, saturation) == pytest.approx(1)


def test_clicks_follow_the_saturated_response(demo, kept):
    truth = demo["truth/ad_spend"].to_pandas().set_index(["date", "campaign_id"])
    clicks = kept["ad_spend"].groupby(["date", "campaign_id"])["clicks"].sum()
    both = truth.join(clicks, how="inner").loc[(slice(None), "lookalike"), :]
    assert np.corrcoef(both["reach"], both["clicks"])[0, 1] > 0.7
    half = both["budget"] < both["budget"].median()
    per_euro = both.groupby(half)["clicks"].sum() / both.groupby(half)["spend_euros"].sum()
    assert per_euro[True] > per_euro[False]


def test_spend_meets_sessions_and_campaigns(demo, kept):
    spend, campaigns = kept["ad_spend"], kept["campaigns"]
    assert set(spend["campaign_id"]) == set(campaigns["id"][campaigns["channel"] == "ads"])
    assert set(spend["currency"]) == {"EUR", "GBP", "USD"}
    assert spend.groupby("account_id")["currency"].nunique().max() == 1
    landing = kept["events"].dropna(subset=["utm_content"])
    sessions = landing.groupby("utm_content")["session_hint"].nunique()
    clicks = spend.groupby("ad_id")["clicks"].sum()
    assert set(sessions.index) == set(clicks.index)
    assert (clicks / sessions).between(1, 1.25).all()
    assert (spend["clicks"] <= spend["impressions"]).mean() > 0.99
    by_tag = kept["orders"]["utm_campaign"].isin(set(spend["campaign_id"])).sum()
    assert 0.9 < spend["conversions"].sum() / by_tag < 1.8
    tagged = {source.tag[2] for source in SOURCES if source.platform}
    assert tagged == set(spend["campaign_id"])


def test_messages_reach_those_who_consented_and_bought(kept):
    messages = kept["messages"].dropna(subset=["customer_id"])
    first = kept["orders"].groupby("customer_id")["ordered_at"].min()
    bought = messages["customer_id"].map(first) < messages["assigned_at"]
    assert bought.mean() > 0.95  # the others bought as guests, or in a rejected order
    control = messages[messages["experiment_arm"] == "control"]
    assert control[["sent_at", "delivered_at", "opened_at", "clicked_at"]].isna().all(axis=None)
    treated = messages[messages["experiment_arm"] == "treatment"]
    assert treated["sent_at"].notna().all()
    assert (treated["delivered_at"].notna() ^ treated["bounced_at"].notna()).all()
    opened = treated["opened_at"].dropna()
    assert (treated.loc[opened.index, "delivered_at"] < opened).all()
    left = messages.dropna(subset=["unsubscribed_at"]).merge(
        kept["campaigns"][["id", "channel"]], left_on="campaign_id", right_on="id"
    )
    later = messages.merge(
        kept["campaigns"][["id", "channel"]], left_on="campaign_id", right_on="id"
    ).merge(left[["customer_id", "channel", "unsubscribed_at"]], on=["customer_id", "channel"])
    assert (later["assigned_at"] <= later["unsubscribed_at_y"] + pd.Timedelta(days=1)).all()


def test_clicks_start_sessions_with_the_campaign(kept):
    clicked = kept["messages"].dropna(subset=["clicked_at"])
    landing = kept["events"].dropna(subset=["utm_campaign"])
    visits = pd.MultiIndex.from_frame(landing[["utm_campaign", "occurred_at"]])
    links = pd.MultiIndex.from_frame(clicked[["campaign_id", "clicked_at"]])
    assert len(clicked) > 100
    assert links.isin(visits).mean() > 0.99


def test_price_sensitivity_shows_in_promotions_and_reductions(demo, kept):
    truth = demo["truth/customers"].to_pandas().set_index("id")["price_sensitivity"]
    buyers = demo["truth/orders"].to_pandas().set_index("id")["customer_id"]
    orders, lines = kept["orders"], kept["order_items"]
    sensitivity = orders["id"].map(buyers).map(truth)
    used = orders["promotion_code"].notna()
    assert sensitivity[used].mean() > sensitivity[~used].mean() + 0.05
    reduced = lines["discount"].astype(float) > 0
    sensitivity = lines["order_id"].map(buyers).map(truth)
    assert sensitivity[reduced].mean() > sensitivity[~reduced].mean() + 0.05
    assert set(orders["promotion_code"].dropna()) <= set(kept["promotions"]["code"])


def test_costs_and_signals_cover_the_calendar(kept):
    assert kept["marketing_costs"]["month"].nunique() == 24
    signals = kept["market_signals"].pivot(index="date", columns="signal", values="value")
    assert len(signals) == 730
    assert signals.notna().all(axis=None)
    assert set(signals["holiday"].astype(int)) == {0, 1}
