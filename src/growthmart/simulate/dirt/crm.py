"""The dirt of customer relations, rule by rule, in the order of the input layer's rules."""

from growthmart.simulate.dirt.changes import (
    amount,
    days_after,
    nothing,
    number,
    same,
    spoilt,
)
from growthmart.simulate.dirt.planter import Planter


def _payments(planter: Planter) -> None:
    new = planter.new_ids("PY")
    planter.plant("missing_required", id=new, order_id=nothing)
    planter.plant("negative_amount", id=new, amount=amount(-100))
    planter.plant("bad_installments", id=new, installments=number(0))
    planter.plant_orphan("orphan_order", "order_id", "O", id=new)
    planter.plant_older(method=same("cheque"))
    planter.plant_copies()


def _loyalty_transactions(planter: Planter) -> None:
    new = planter.new_ids("LT")
    planter.plant("missing_required", id=new, transacted_at=nothing)
    planter.plant("unknown_transaction_type", id=new, type=same("wish"))
    planter.plant("bad_points", id=new, points=number(0))
    planter.plant_orphan("orphan_customer", "customer_id", "C", id=new)
    # a point that was earned on the last day, so that none is spent that was not earned
    planter.plant_orphan(
        *("orphan_order", "order_id", "O"),
        id=new,
        type=same("earn"),
        points=number(1),
        transacted_at=days_after("exported_at", -1),
    )
    planter.plant_older(points=number(1))
    planter.plant_copies()


def _subscriptions(planter: Planter) -> None:
    new = planter.new_ids("SB")
    planter.plant("missing_required", id=new, plan=nothing)
    planter.plant("negative_amount", id=new, monthly_amount=amount(-499))
    planter.plant("unknown_currency", id=new, currency=spoilt("currency"))
    planter.plant("impossible_times", id=new, ended_at=days_after("started_at", -3))
    planter.plant_orphan("orphan_customer", "customer_id", "C", id=new)
    planter.plant_older(plan=same("starter"))
    planter.plant_copies()


def _leads(planter: Planter) -> None:
    new = planter.new_ids("LD")
    planter.plant("missing_required", id=new, created_at=nothing)
    planter.plant("negative_amount", id=new, value=amount(-100))
    planter.plant("unknown_currency", id=new, currency=same("euro"))
    # the team wrote the record down after the fact
    planter.plant_kept(
        *("early_stage", "qualified_at"), id=new, qualified_at=days_after("created_at", -3)
    )
    planter.plant_orphan("orphan_customer", "customer_id", "C", id=new)
    planter.plant_older(segment=same("unclear"))
    planter.plant_copies()


def _opportunities(planter: Planter) -> None:
    new = planter.new_ids("OP")
    planter.plant("missing_required", opportunity_id=new, entered_at=nothing)
    planter.plant("negative_amount", opportunity_id=new, amount=amount(-100))
    planter.plant_orphan("orphan_lead", "lead_id", "LD", opportunity_id=new)
    planter.plant_orphan("orphan_customer", "customer_id", "C", opportunity_id=new)
    planter.plant_older(owner=same("former team"))
    planter.plant_copies()


def _interactions(planter: Planter) -> None:
    new = planter.new_ids("IN")
    planter.plant("missing_required", id=new, happened_at=nothing)
    planter.plant("unknown_interaction_type", id=new, type=same("smoke_signal"))
    planter.plant("bad_duration", id=new, duration_seconds=number(-60))
    planter.plant_orphan("orphan_customer", "customer_id", "C", id=new)
    planter.plant_older(topic=same("unclear"))
    planter.plant_copies()


def _support_tickets(planter: Planter) -> None:
    new = planter.new_ids("TK")
    planter.plant("missing_required", id=new, opened_at=nothing)
    planter.plant("impossible_times", id=new, resolved_at=days_after("opened_at", -2))
    planter.plant_orphan("orphan_customer", "customer_id", "C", id=new)
    planter.plant_older(severity=same("unclear"))
    planter.plant_copies()


def _reviews(planter: Planter) -> None:
    new = planter.new_ids("RV")
    planter.plant("missing_required", id=new, reviewed_at=nothing)
    planter.plant("bad_rating", id=new, rating=number(6))
    planter.plant_orphan("orphan_customer", "customer_id", "C", id=new)
    planter.plant_orphan("orphan_order", "order_id", "O", id=new)
    planter.plant_orphan("orphan_product", "product_id", "P", id=new)
    planter.plant_older(title=same("Draft"))
    planter.plant_copies()


def _survey_responses(planter: Planter) -> None:
    new = planter.new_ids("SR")
    planter.plant("missing_required", id=new, score=nothing)
    planter.plant("unknown_question_type", id=new, question_type=same("riddle"))
    planter.plant("bad_score", id=new, score=number(11))
    planter.plant_orphan("orphan_customer", "customer_id", "C", id=new)
    planter.plant_older(comment=same("Draft"))
    planter.plant_copies()


def _consents(planter: Planter) -> None:
    new = planter.new_ids("CN")
    planter.plant("missing_required", id=new, granted_at=nothing)
    planter.plant("unknown_purpose", id=new, purpose=same("curiosity"))
    # a withdrawal of an earlier consent
    planter.plant_kept(
        *("early_withdrawal", "withdrawn_at"), id=new, withdrawn_at=days_after("granted_at", -1)
    )
    planter.plant_orphan("orphan_customer", "customer_id", "C", id=new)
    planter.plant_older(withdrawn_at=nothing)
    planter.plant_copies()


def _referrals(planter: Planter) -> None:
    new = planter.new_ids("RF")
    planter.plant("missing_required", id=new, referred_at=nothing)
    planter.plant("self_referral", id=new, referred_id=lambda rows: rows["referrer_id"])
    planter.plant_orphan("orphan_customer", "referrer_id", "C", id=new)
    planter.plant_older(referred_at=days_after("referred_at", -1))
    planter.plant_copies()


PLANT_CRM = {
    "payments": _payments,
    "loyalty_transactions": _loyalty_transactions,
    "subscriptions": _subscriptions,
    "leads": _leads,
    "opportunities": _opportunities,
    "interactions": _interactions,
    "support_tickets": _support_tickets,
    "reviews": _reviews,
    "survey_responses": _survey_responses,
    "consents": _consents,
    "referrals": _referrals,
}
_CUSTOMER = ("test_customer", "customer_id", "customers")
_ORDER = ("test_order", "order_id", "orders")
LINKS_CRM = {
    "payments": (_ORDER,),
    "loyalty_transactions": (_CUSTOMER, _ORDER),
    "subscriptions": (_CUSTOMER,),
    "leads": (_CUSTOMER,),
    "opportunities": (_CUSTOMER,),
    "interactions": (_CUSTOMER,),
    "support_tickets": (_CUSTOMER,),
    "reviews": (_CUSTOMER, _ORDER),
    "survey_responses": (_CUSTOMER,),
    "consents": (_CUSTOMER,),
    "referrals": tuple(
        ("test_customer", column, "customers") for column in ("referrer_id", "referred_id")
    ),
}
