"""The rules that customer relations obey in a demo world, and the effects that the data show."""

import numpy as np
import pandas as pd
import pytest

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.crm.leads import WIN_RATES
from growthmart.simulate.crm.parameters import CRM
from growthmart.simulate.crm.phrases import COMMENTS, DETAILS, OPENINGS, TITLES
from growthmart.simulate.crm.vocabulary import LEAD_ORIGINS, PLAN_CENTS, PLANS

from .recount_crm import KEYS, SCORES


def test_no_time_lies_after_the_calendar(kept):
    for entity in KEYS:
        rows = kept[entity]
        for column in rows.columns[rows.columns.str.endswith("_at")].drop("exported_at"):
            assert rows[column].dropna().between(Clock(730).start, rows["exported_at"].max()).all()


def test_payments_add_up_to_what_orders_cost(kept):
    lines, orders = kept["order_items"], kept["orders"].set_index("id")
    orders = orders[orders.index.isin(lines["order_id"])]
    goods = (lines["quantity"] * lines["unit_price"] - lines["discount"]).groupby(lines["order_id"])
    cost = goods.sum() - orders["discount"] + orders["shipping"] + orders["tax"]
    payments = kept["payments"]
    paid = payments["amount"].groupby(payments["order_id"]).sum()
    charged = orders.index[orders["status"].isin(["paid", "shipped", "delivered"])]
    assert set(paid.index) == set(charged)
    assert (paid == cost.reindex(paid.index)).all()
    assert (payments["amount"] > 0).all()
    delay = payments["paid_at"] - payments["order_id"].map(orders["ordered_at"])
    assert delay.between(pd.Timedelta(0), pd.Timedelta(days=2)).all()
    assert 1.03 < len(payments) / len(paid) < 1.15
    assert 0.01 < (payments["installments"] > 1).mean() < 0.1


def test_points_are_never_overdrawn(kept):
    points = kept["loyalty_transactions"].dropna(subset=["customer_id"])
    points["kind"] = points["type"].map({"earn": 0, "spend": 1, "expire": 2})
    points = points.sort_values(["customer_id", "transacted_at", "kind"])
    points["signed"] = np.where(points["type"] == "earn", points["points"], -points["points"])
    balance = points.groupby("customer_id")["signed"].cumsum()
    assert (balance >= 0).all()
    assert set(points["type"]) == {"earn", "spend", "expire"}
    old = kept["loyalty_transactions"]["exported_at"].max() - pd.Timedelta(days=365)
    recent = points[(points["type"] == "earn") & (points["transacted_at"] >= old)]
    left = points.groupby("customer_id")["signed"].sum()
    earned = recent.groupby("customer_id")["points"].sum().reindex(left.index, fill_value=0)
    assert (left <= earned).all()


def test_referrers_bought_before_the_referred_signed_up(demo, kept):
    referrals = kept["referrals"]
    assert not referrals["referred_id"].duplicated().any()
    people = demo["customers"].to_pandas().dropna(subset=["id"]).drop_duplicates("id")
    signup = people.set_index("id")["created_at"]
    assert (referrals["referred_at"] <= referrals["referred_id"].map(signup)).all()
    assert (referrals["referred_at"] >= referrals["referrer_id"].map(signup)).all()
    mood = demo["truth/customer_satisfaction"].to_pandas().set_index("id")["satisfaction"]
    assert referrals["referrer_id"].map(mood).mean() > 0.2


def test_subscriptions_follow_each_other_and_end_with_their_person(demo, kept):
    subscriptions = kept["subscriptions"].dropna(subset=["customer_id"])
    subscriptions = subscriptions.sort_values(["customer_id", "started_at"])
    following = subscriptions.groupby("customer_id").shift(-1)
    changed = subscriptions["cancel_reason"] == "plan_change"
    assert changed.any()
    assert (subscriptions["ended_at"][changed] == following["started_at"][changed]).all()
    assert (subscriptions["plan"][changed] != following["plan"][changed]).all()
    step = (following["monthly_amount"] - subscriptions["monthly_amount"])[changed].astype(float)
    assert (step > 0).any() and (step < 0).any()
    came_back = following["started_at"].notna() & ~changed
    assert came_back.any()
    days = (following["started_at"] - subscriptions["ended_at"])[came_back].dt.days
    assert (days >= CRM.break_days - 1).all()
    assert (subscriptions["ended_at"].isna() == subscriptions["cancel_reason"].isna()).all()
    plans = [word for word, _ in PLANS]
    for row in subscriptions.itertuples():
        assert row.monthly_amount * 100 == PLAN_CENTS[row.currency][plans.index(row.plan)]


def test_trials_and_pauses_of_subscriptions(kept):
    subscriptions = kept["subscriptions"]
    trials = subscriptions[subscriptions["trial_ended_at"].notna()]
    assert (trials.groupby("customer_id")["trial_ended_at"].nunique() == 1).all()
    unpaid = trials["cancel_reason"] == "trial_not_continued"
    assert (trials["ended_at"] == trials["trial_ended_at"]).equals(unpaid)
    assert 0.1 < unpaid.mean() < 0.6
    paused = subscriptions.dropna(subset=["paused_at"])
    paid_from = paused["trial_ended_at"].fillna(paused["started_at"])
    end = paused["ended_at"].fillna(paused["exported_at"])
    assert paused["paused_at"].between(paid_from, end).all()
    resumed = paused["resumed_at"]
    assert (resumed.isna() | resumed.between(paused["paused_at"], end, inclusive="left")).all()
    # some pauses last
    assert 0 < resumed.count() < len(paused)


def test_subscriptions_end_when_their_person_is_lost(demo, kept):
    orders = demo["orders"].to_pandas().dropna(subset=["id"]).drop_duplicates("id")
    ordered = demo["truth/orders"].to_pandas().merge(orders[["id", "ordered_at"]], on="id")
    first = ordered.groupby("customer_id")["ordered_at"].min()
    weeks = demo["truth/customers"].to_pandas().set_index("id")["lifetime_weeks"]
    subscriptions = kept["subscriptions"].dropna(subset=["customer_id"])
    person = subscriptions["customer_id"]
    life = pd.to_timedelta(person.map(weeks).clip(upper=1_000) * 7, unit="D")
    gone = person.map(first) + life
    end = subscriptions["ended_at"].fillna(subscriptions["exported_at"])
    assert (end <= gone + pd.Timedelta(days=1)).all()
    lost = subscriptions["cancel_reason"] == "lost_interest"
    assert (end[lost] >= gone[lost] - pd.Timedelta(days=1)).all()
    assert 0.1 < lost[subscriptions["ended_at"].notna()].mean() < 0.9


def test_damage_and_delay_bring_tickets(kept):
    tickets, refunds = kept["support_tickets"], kept["refunds"]
    share = tickets["customer_id"].dropna().nunique() / kept["customers"]["id"].nunique()
    bad = refunds[refunds["reason"].isin(["damaged", "late"])]["customer_id"].dropna()
    assert bad.isin(tickets["customer_id"]).mean() > 4 * share
    answered = tickets.dropna(subset=["resolved_at"])
    assert (answered["resolved_at"] >= answered["first_reply_at"]).all()
    interactions = kept["interactions"]
    assert set(interactions["type"]) == {"call", "chat", "visit", "mail", "social"}
    timeless = interactions["type"].isin(["mail", "social"])
    assert (interactions["duration_seconds"].isna() == timeless).all()
    keys = interactions[["customer_id", "happened_at"]].apply(tuple, axis=1)
    known = tickets.dropna(subset=["customer_id"])
    assert known[["customer_id", "opened_at"]].apply(tuple, axis=1).isin(set(keys)).all()


def test_slow_help_and_bad_orders_lower_opinions(demo, kept):
    tickets = kept["support_tickets"].set_index("id")
    points = demo["truth/ticket_satisfaction"].to_pandas().set_index("id")["satisfaction"]
    days = (tickets["resolved_at"] - tickets["opened_at"]).dt.total_seconds().dropna() / 86_400
    days = days[days.index.isin(points.index)]
    assert np.corrcoef(np.log1p(days), points.reindex(days.index))[0, 1] < -0.1

    reviews = kept["reviews"].dropna(subset=["order_id"])
    mood = demo["truth/order_satisfaction"].to_pandas().set_index("id")["satisfaction"]
    assert np.corrcoef(reviews["rating"], reviews["order_id"].map(mood))[0, 1] > 0.6
    shares = reviews["rating"].value_counts(normalize=True)
    assert shares.idxmax() == 5
    assert shares.min() > 0.02
    refunds = kept["refunds"]
    harmed = refunds["order_id"][refunds["reason"].isin(["damaged", "late"])]
    assert mood.reindex(harmed.dropna()).mean() < mood.mean() - 0.8

    answers = kept["survey_responses"]
    assert set(answers["question_type"]) == set(SCORES)
    nps = answers["score"][answers["question_type"] == "nps"]
    assert 0 < 100 * ((nps >= 9).mean() - (nps <= 6).mean()) < 50


def test_texts_fit_the_rating(kept):
    reviews = kept["reviews"].dropna(subset=["title"])
    assert 0.6 < len(reviews) / len(kept["reviews"]) < 0.8
    for row in reviews.itertuples():
        mood = row.rating - 1
        assert row.title in TITLES[mood]
        assert row.body in {f"{a} {b}" for a in OPENINGS[mood] for b in DETAILS[mood]}
    answers = kept["survey_responses"].dropna(subset=["comment"])
    low = [SCORES[kind][0] for kind in answers["question_type"]]
    high = [SCORES[kind][1] for kind in answers["question_type"]]
    assert answers["comment"][answers["score"] == high].isin(COMMENTS[2]).all()
    assert answers["comment"][answers["score"] == low].isin(COMMENTS[0]).all()


def test_consents_cover_every_purpose(kept):
    consents = kept["consents"]
    assert set(consents["purpose"]) == {"marketing", "profiling", "ads"}
    first = consents[consents["id"].str.startswith("CN")]
    first = first[~(first["withdrawn_at"] < first["granted_at"])]
    assert not first.duplicated(["customer_id", "purpose", "channel"]).any()
    by_post = consents["channel"] == "direct_mail"
    assert ((consents["lawful_basis"] == "legitimate_interest") == by_post).all()
    assert 0.02 < consents["withdrawn_at"].notna().mean() < 0.4


def test_leads_are_won_at_the_rate_of_their_origin(demo, kept):
    leads = kept["leads"].merge(demo["truth/leads"].to_pandas(), on="id")
    assert 0.2 < leads["customer_id"].notna().mean() < 0.5
    assert leads["won_at"].dropna().index.isin(leads["qualified_at"].dropna().index).all()
    closed = leads[
        leads["qualified_at"].notna() & (leads["won_at"].notna() | leads["lost_at"].notna())
    ]
    assert closed["won_at"].notna().mean() == pytest.approx(closed["win_chance"].mean(), abs=0.12)
    rates = dict(zip([word for word, _ in LEAD_ORIGINS], WIN_RATES, strict=True))
    assert np.corrcoef(leads["win_chance"], leads["origin"].map(rates))[0, 1] > 0.3

    stages = kept["opportunities"]
    # without the planted ones, which repeat a stage of another opportunity
    stages = stages[stages["opportunity_id"].str[2:] == stages["lead_id"].str[2:]]
    won = stages[stages["stage"] == "won"].set_index("lead_id")
    value = leads.set_index("id")["value"].reindex(won.index)
    assert (won["amount"] == value)[value.notna()].all()
    path = ["new", "qualified", "proposal", "negotiation", "won"]
    for _, rows in stages[stages["opportunity_id"].isin(won["opportunity_id"])].groupby("lead_id"):
        assert rows.sort_values("entered_at")["stage"].to_list() == path
