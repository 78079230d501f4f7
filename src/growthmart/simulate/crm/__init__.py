"""Customer relations: payments, loyalty, support, reviews, surveys, consents and leads."""

from growthmart.simulate.crm.draw import draw_crm
from growthmart.simulate.crm.shop import Shop

__all__ = ["Shop", "draw_crm"]
