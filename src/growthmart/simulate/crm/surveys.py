"""Answers to surveys: would you recommend us (NPS), are you satisfied (CSAT), was it easy (CES)."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.columns import entity_table, ids, pick, whole
from growthmart.simulate.base.draws import Bools, Floats, Ints
from growthmart.simulate.base.vocabulary import STATUS_UNTIL_DAYS
from growthmart.simulate.crm.draws import chance
from growthmart.simulate.crm.parameters import CRM
from growthmart.simulate.crm.phrases import COMMENTS
from growthmart.simulate.crm.reviews import say
from growthmart.simulate.crm.satisfaction import Satisfaction
from growthmart.simulate.crm.shop import Shop
from growthmart.simulate.crm.tickets import Tickets
from growthmart.simulate.crm.vocabulary import QUESTION_TYPES, SURVEYS

NPS, CSAT, CES = range(3)
LOWEST, HIGHEST = np.array([0, 1, 1]), np.array([10, 5, 7])
CENTRE, SLOPE = np.array([8.2, 4.1, 5.6]), np.array([1.7, 0.9, 1.2])
"""The score at satisfaction 0, and how much a point of satisfaction moves it."""
DISPLEASED, SO_SO = np.array([7, 3, 4]), np.array([9, 4, 6])
"""Scores below these are from displeased people and from neutral people."""
Answers = tuple[Ints, Bools, Ints, Floats, Floats]
"""The person, whether a guest, the survey, the moment and the satisfaction of each answer."""


def survey_table(
    rng: np.random.Generator, shop: Shop, tickets: Tickets, satisfaction: Satisfaction
) -> pa.Table:
    """Build the answers: NPS and CSAT after deliveries, CSAT and CES after resolved tickets."""
    ticket_answers = (tickets.person, tickets.is_guest, tickets.resolved, satisfaction.ticket)
    order_answers = (
        shop.purchases.person,
        shop.orders.is_guest,
        np.where(shop.is_delivered, shop.purchases.moment + STATUS_UNTIL_DAYS[-1], np.inf),
        satisfaction.order,
    )
    parts = [
        _answers(rng, *order_answers, survey=0, share=CRM.survey_order_share),
        _answers(rng, *order_answers, survey=1, share=CRM.survey_order_share),
        _answers(rng, *ticket_answers, survey=2, share=CRM.survey_ticket_share),
        _answers(rng, *ticket_answers, survey=3, share=CRM.survey_ticket_share),
    ]
    person, is_guest, survey, moment, points = (
        np.concatenate([part[k] for part in parts]) for k in range(5)
    )
    sequence = np.lexsort((survey, person, moment))
    sequence = sequence[moment[sequence] < shop.clock.days]
    survey = survey[sequence]
    question = np.array([question for _, question in SURVEYS])[survey]
    felt = points[sequence] + rng.normal(0, CRM.survey_deviation, len(survey))
    score = np.rint(CENTRE[question] + SLOPE[question] * felt)
    score = np.clip(score, LOWEST[question], HIGHEST[question]).astype(np.int64)
    mood = (score >= DISPLEASED[question]).astype(np.int64) + (score >= SO_SO[question])
    silent = ~chance(rng, CRM.comment_share, len(survey))
    return entity_table(
        "survey_responses",
        shop.clock,
        id=ids("SR", np.arange(1, len(survey) + 1)),
        customer_id=shop.customer_ids(person[sequence], is_guest[sequence]),
        survey=pick([word for word, _ in SURVEYS], survey),
        question_type=pick(QUESTION_TYPES, question),
        score=whole(score),
        comment=say(rng, COMMENTS, mood, silent),
        answered_at=shop.clock.timestamps(moment[sequence]),
    )


def _answers(
    rng: np.random.Generator,
    person: Ints,
    is_guest: Bools,
    asked: Floats,
    points: Floats,
    survey: int,
    share: float,
) -> Answers:
    """Draw who answers; the answer comes some days after the question."""
    row = np.flatnonzero(chance(rng, share, len(person)) & np.isfinite(asked))
    moment = asked[row] + rng.exponential(CRM.survey_delay_days, len(row))
    return person[row], is_guest[row], np.full(len(row), survey), moment, points[row]
