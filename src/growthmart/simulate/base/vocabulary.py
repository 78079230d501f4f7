"""The words of the simulated world: countries, names, categories and channels.

Words of a `(word, weight)` list are drawn with these weights. All text is invented plain ASCII.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """A country and its properties; `tax_percent` is added to the price of the goods."""

    code: str
    weight: float
    currency: str
    language: str
    time_zone: str
    tax_percent: int
    regions: tuple[str, ...]


COUNTRIES = (
    Country("DE", 0.34, "EUR", "de", "Europe/Berlin", 19, ("Bavaria", "Berlin", "Hesse", "Saxony")),
    Country("FR", 0.16, "EUR", "fr", "Europe/Paris", 20, ("Bretagne", "Normandie", "Occitanie")),
    Country("NL", 0.10, "EUR", "nl", "Europe/Amsterdam", 21, ("Drenthe", "Utrecht", "Zeeland")),
    Country("ES", 0.08, "EUR", "es", "Europe/Madrid", 21, ("Aragon", "Galicia", "Madrid")),
    Country("GB", 0.17, "GBP", "en", "Europe/London", 20, ("England", "Scotland", "Wales")),
    Country("US", 0.15, "USD", "en", "America/New_York", 7, ("Maine", "New York", "Ohio", "Texas")),
)
CURRENCIES = ("EUR", "GBP", "USD")

GENDERS = (("female", 0.52), ("male", 0.46), ("other", 0.02))
OCCUPATIONS = (
    ("employee", 0.42),
    ("self-employed", 0.12),
    ("public service", 0.13),
    ("student", 0.14),
    ("retired", 0.12),
    ("homemaker", 0.07),
)

FIRST_NAMES = (
    "Ada",
    "Alma",
    "Anton",
    "Bela",
    "Bruno",
    "Clara",
    "Dara",
    "Edda",
    "Emil",
    "Enzo",
    "Fiona",
    "Greta",
    "Hugo",
    "Ida",
    "Ines",
    "Jonas",
    "Kira",
    "Lars",
    "Lena",
    "Leo",
    "Luca",
    "Mara",
    "Milo",
    "Nina",
    "Noah",
    "Olga",
    "Oskar",
    "Paul",
    "Pia",
    "Rosa",
    "Ruben",
    "Sara",
    "Tara",
    "Theo",
    "Uma",
    "Vera",
    "Vito",
    "Willa",
    "Yara",
    "Zeno",
)
LAST_NAMES = (
    "Ashdown",
    "Birkwood",
    "Brookfell",
    "Cedarholt",
    "Dunmere",
    "Eastlake",
    "Fernley",
    "Foxdale",
    "Glenrow",
    "Hartwell",
    "Hillbrook",
    "Ivymoor",
    "Kestrel",
    "Larkspur",
    "Lindqvale",
    "Marlowe",
    "Meadowes",
    "Northwind",
    "Oakhurst",
    "Pinecroft",
    "Quillfeather",
    "Ravenhill",
    "Rosemead",
    "Silverton",
    "Stonebridge",
    "Thistlewood",
    "Umberland",
    "Valeford",
    "Wildmoor",
    "Yarrowby",
)
STREETS = ("Example Street", "Sample Road", "Placeholder Lane", "Fictional Avenue", "Test Square")
CITIES = ("Exampleton", "Samplebury", "Mockville", "Fictionham", "Demo Springs", "Placeholder Bay")
EMAIL_DOMAINS = ("example.com", "example.org", "example.net")

CATEGORIES = (
    "Coffee",
    "Tea",
    "Baking",
    "Spices",
    "Snacks",
    "Kitchen",
    "Tableware",
    "Bedding",
    "Lighting",
    "Garden",
    "Tools",
    "Stationery",
    "Toys",
    "Books",
    "Music",
    "Sports",
    "Travel",
    "Skincare",
    "Haircare",
    "Petcare",
)
SUBCATEGORIES = ("Basics", "Classics", "Gifts", "Premium", "Seasonal")
BRANDS = (
    "Alderway",
    "Bluefinch",
    "Corvane",
    "Dovetail & Co",
    "Elmstone",
    "Foxglove",
    "Graypine",
    "Harbourlight",
    "Juniper Row",
    "Kindling",
    "Larkfield",
    "Mossbank",
)
ADJECTIVES = ("Bright", "Calm", "Classic", "Compact", "Everyday", "Fresh", "Noble", "Simple")

SALES_CHANNELS = (("web", 0.62), ("app", 0.23), ("store", 0.11), ("phone", 0.04))
ONLINE_CHANNEL_COUNT = 2
"""The number of the first `SALES_CHANNELS` that have a cookie and may have no known customer."""

STATUSES = ("placed", "paid", "shipped", "delivered", "cancelled")
STATUS_UNTIL_DAYS = (1.0, 2.0, 5.0)
"""Age in days at which an order leaves placed, paid and shipped."""

PROMOTIONS = (("WELCOME10", 0.5), ("SEASON15", 0.3), ("THANKS20", 0.2))
PROMOTION_PERCENTS = (10, 15, 20)
LINE_DISCOUNT_PERCENTS = (5, 10, 15, 20)
QUANTITIES = ((1, 0.80), (2, 0.14), (3, 0.06))
REFUND_REASONS = (
    ("did_not_fit", 0.30),
    ("changed_mind", 0.28),
    ("damaged", 0.18),
    ("not_as_described", 0.14),
    ("late", 0.10),
)
HOURLY_WEIGHTS = (
    *(2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 10, 10),  # midnight to noon
    *(10, 9, 9, 9, 9, 10, 11, 13, 14, 13, 9, 5),
)
