"""The words of service, loyalty and sales; each `(word, weight)` list is drawn with its weights."""

PAYMENT_METHODS = (
    "credit_card",
    "debit_card",
    "paypal",
    "invoice",
    "bank_transfer",
    "direct_debit",
    "pay_later",
    "cash",
    "voucher",
)
CARD, CASH, VOUCHER = 0, 7, 8
SLOW_METHODS = (3, 4)
"""The positions of invoices and transfers, which are paid within a day; others pay at once."""
METHOD_WEIGHTS = {
    "DE": (12, 6, 30, 28, 6, 14, 4, 0, 0),
    "FR": (52, 18, 18, 2, 4, 2, 4, 0, 0),
    "NL": (10, 12, 12, 6, 46, 4, 10, 0, 0),
    "ES": (46, 20, 22, 2, 6, 2, 2, 0, 0),
    "GB": (36, 34, 20, 0, 2, 2, 6, 0, 0),
    "US": (56, 20, 18, 0, 0, 1, 5, 0, 0),
}
INSTALMENT_METHODS = (0, 6)
INSTALMENTS = ((3, 0.6), (6, 0.3), (12, 0.1))

POINT_TYPES = ("earn", "spend", "expire")

PLANS = (("basic", 0.5), ("plus", 0.35), ("family", 0.15))
PLAN_CENTS = {"EUR": (499, 899, 1499), "GBP": (449, 799, 1299), "USD": (549, 999, 1599)}
PLAN_CHANGED, LOST_INTEREST, TRIAL_UNPAID = 0, 1, 6
CANCEL_REASONS = (
    "plan_change",
    "lost_interest",
    "too_expensive",
    "payment_failed",
    "moved_away",
    "other_offer",
    "trial_not_continued",
)
OWN_REASON_WEIGHTS = ((2, 0.45), (3, 0.2), (4, 0.1), (5, 0.25))
"""Codes of `CANCEL_REASONS` for those who end a subscription while they still buy."""

TICKET_TOPICS = (
    "damaged_item",
    "delivery",
    "product_question",
    "return",
    "payment",
    "account",
    "website",
)
ORDER_TOPICS = ((1, 0.35), (2, 0.3), (3, 0.2), (4, 0.15))
OTHER_TOPICS = ((2, 0.3), (4, 0.15), (5, 0.35), (6, 0.2))
REFUND_TOPICS = {
    "did_not_fit": 3,
    "changed_mind": 3,
    "damaged": 0,
    "not_as_described": 2,
    "late": 1,
}
REFUND_TICKET_SHARE = {
    "did_not_fit": 0.15,
    "changed_mind": 0.1,
    "damaged": 0.7,
    "not_as_described": 0.5,
    "late": 0.6,
}
REFUND_PENALTY = {
    "did_not_fit": 0.3,
    "changed_mind": 0.1,
    "damaged": 1.6,
    "not_as_described": 1.0,
    "late": 1.2,
}
"""The points of satisfaction that each refund reason takes away."""
SEVERITIES = (("low", 0.4), ("medium", 0.4), ("high", 0.15), ("urgent", 0.05))
REPLY_HOURS = (20.0, 10.0, 4.0, 1.5)
RESOLUTION_DAYS = (0.8, 1.5, 2.5, 2.0)
"""Medians by severity."""

CONTACT_TYPES = ("call", "chat", "visit", "mail", "social")
CALL, CHAT, VISIT, MAIL, SOCIAL = range(5)
DURATION_MEDIANS = (240, 420, 900, 0, 0)
"""Median durations in seconds; mails and posts have no duration."""
TICKET_CHANNELS = (("call", 0.25), ("chat", 0.3), ("visit", 0.03), ("mail", 0.37), ("social", 0.05))
OTHER_CONTACTS = ((CALL, 0.25), (CHAT, 0.2), (VISIT, 0.2), (MAIL, 0.2), (SOCIAL, 0.15))
CONTACT_TOPICS = (*TICKET_TOPICS, "advice", "praise", "win_back", "offer")
ADVICE = len(TICKET_TOPICS)
INBOUND_TOPICS = ((2, 0.4), (ADVICE, 0.35), (ADVICE + 1, 0.25))
OUTBOUND_TOPICS = ((ADVICE + 2, 0.5), (ADVICE + 3, 0.5))
OUTBOUND_TYPES = ((CALL, 0.4), (MAIL, 0.6))
OUTBOUND_SHARE = 0.25

QUESTION_TYPES = ("nps", "csat", "ces")
SURVEYS = (("recommendation", 0), ("delivery", 1), ("support", 1), ("support_effort", 2))
"""Each survey with the code of its question."""

LEAD_ORIGINS = (
    ("organic_search", 0.22),
    ("paid_search", 0.24),
    ("social", 0.16),
    ("referral", 0.08),
    ("trade_fair", 0.08),
    ("partner", 0.10),
    ("email", 0.12),
)
QUALIFIED_SHARES = (0.45, 0.40, 0.25, 0.70, 0.50, 0.60, 0.35)
WIN_RATES = (0.30, 0.25, 0.15, 0.50, 0.30, 0.40, 0.22)
"""By origin; a win rate is that of qualified leads of average quality."""
LANDING_PAGES = (
    ("/business", 0.35),
    ("/business/offices", 0.2),
    ("/business/hotels", 0.15),
    ("/business/gifts", 0.2),
    ("/contact", 0.1),
)
LEAD_SEGMENTS = (
    ("small_business", 0.5),
    ("office", 0.25),
    ("hospitality", 0.15),
    ("public_sector", 0.1),
)
STAGES = ("new", "qualified", "proposal", "negotiation", "won", "lost")
OWNERS = ("north team", "south team", "east team", "west team")
