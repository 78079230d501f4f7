"""Draws all entities of customer relations in one call."""

import pyarrow as pa

from growthmart.simulate.base.streams import Streams
from growthmart.simulate.crm.consents import consent_table
from growthmart.simulate.crm.interactions import interaction_table
from growthmart.simulate.crm.leads import draw_leads, lead_table, lead_truth
from growthmart.simulate.crm.loyalty import loyalty_table
from growthmart.simulate.crm.opportunities import opportunity_table
from growthmart.simulate.crm.payments import payment_table
from growthmart.simulate.crm.referrals import referral_table
from growthmart.simulate.crm.reviews import review_table
from growthmart.simulate.crm.satisfaction import draw_satisfaction, satisfaction_truth
from growthmart.simulate.crm.shop import Shop
from growthmart.simulate.crm.subscriptions import subscription_table
from growthmart.simulate.crm.surveys import survey_table
from growthmart.simulate.crm.tickets import draw_tickets, ticket_table
from growthmart.simulate.shop.consent import Consent


def draw_crm(streams: Streams, shop: Shop, consent: Consent) -> dict[str, pa.Table]:
    """Draw every entity of customer relations, and the hidden truth behind them, by path.

    `consent` must be that of the calendar's end, because campaigns withdraw some of it.
    """
    tickets = draw_tickets(streams["support_tickets"], shop)
    satisfaction = draw_satisfaction(streams["satisfaction"], shop, tickets)
    leads = draw_leads(streams["leads"], shop)
    return {
        "payments": payment_table(streams["payments"], shop),
        "loyalty_transactions": loyalty_table(streams["loyalty_transactions"], shop),
        "subscriptions": subscription_table(streams["subscriptions"], shop),
        "leads": lead_table(streams["leads"], shop, leads),
        "opportunities": opportunity_table(streams["opportunities"], shop, leads),
        "interactions": interaction_table(streams["interactions"], shop, tickets),
        "support_tickets": ticket_table(shop, tickets),
        "reviews": review_table(streams["reviews"], shop, satisfaction),
        "survey_responses": survey_table(streams["survey_responses"], shop, tickets, satisfaction),
        "consents": consent_table(shop, consent),
        "referrals": referral_table(streams["referrals"], shop, satisfaction.person),
        **satisfaction_truth(satisfaction),
        "truth/leads": lead_truth(leads),
    }
