"""Customer relations: payments, loyalty, service, opinions, consents and business leads."""

from growthmart.simulate.crm.draw import draw_crm
from growthmart.simulate.crm.shop import Shop

__all__ = ["Shop", "draw_crm"]
