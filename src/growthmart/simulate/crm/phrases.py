"""The texts of reviews and surveys: invented plain English, by rating and by mood."""

TITLES = (
    ("Very disappointed", "Would not buy again", "Broke at once", "Not what I paid for"),
    ("Not good", "Expected more", "Below average", "Has real faults"),
    ("It is all right", "Does the job", "Mixed feelings", "Average"),
    ("Good buy", "Happy with it", "Nearly perfect", "Good value"),
    ("Love it", "Excellent", "Could not be better", "Highly recommended"),
)
OPENINGS = (
    (
        "This was a bad purchase.",
        "I am really unhappy with this.",
        "It failed on the first day.",
        "The quality is terrible.",
        "I feel cheated.",
    ),
    (
        "I had hoped for more.",
        "The quality is poor for the price.",
        "It works, but badly.",
        "Not as nice as in the pictures.",
        "I was let down.",
    ),
    (
        "It is fine, nothing special.",
        "Some things are good, some are not.",
        "It does what it says and no more.",
        "Decent, with a few faults.",
        "I have seen better and worse.",
    ),
    (
        "I like it a lot.",
        "Good quality for the money.",
        "It works very well.",
        "A solid product.",
        "I am pleased with it.",
    ),
    (
        "I use it every day and love it.",
        "The quality is superb.",
        "Better than I expected in every way.",
        "My whole family is delighted.",
        "A perfect purchase.",
    ),
)
DETAILS = (
    (
        "It arrived damaged and nobody helped.",
        "I sent it back.",
        "Delivery took forever.",
        "Please do not waste your money.",
        "The material fell apart.",
    ),
    (
        "The packaging was torn.",
        "It came late.",
        "The colour is wrong.",
        "The instructions are useless.",
        "I may return it.",
    ),
    (
        "Delivery was on time.",
        "The price is fair.",
        "The size is a little off.",
        "It could be sturdier.",
        "I will keep it.",
    ),
    (
        "Delivery was quick.",
        "The material feels good.",
        "Only the packaging could be better.",
        "I would buy it again.",
        "It fits well.",
    ),
    (
        "It came the very next day.",
        "It makes a wonderful gift.",
        "I have ordered a second one.",
        "Worth every penny.",
        "The service was friendly and fast.",
    ),
)
COMMENTS = (
    (
        "I waited far too long.",
        "Nobody answered my question.",
        "My parcel was damaged.",
        "I had to explain everything twice.",
        "Too expensive for what it is.",
    ),
    (
        "It was all right.",
        "Could be a little faster.",
        "Fine, but the website is confusing.",
        "Nothing special.",
        "Good goods, slow delivery.",
    ),
    (
        "Fast and friendly help.",
        "Everything went smoothly.",
        "I tell all my friends about you.",
        "Great products.",
        "Delivery was quick and easy.",
    ),
)
"""By mood: displeased, so-so, pleased."""
