"""The tables of marketing, which need the number of clicks on ads."""

import pyarrow as pa

from growthmart.simulate.base.draws import Ints
from growthmart.simulate.base.streams import Streams
from growthmart.simulate.marketing.campaigns import campaign_table
from growthmart.simulate.marketing.costs import (
    market_signal_table,
    marketing_cost_table,
    promotion_table,
)
from growthmart.simulate.marketing.spend import ad_spend_table
from growthmart.simulate.web.world import WebWorld


def marketing_tables(
    streams: Streams, world: WebWorld, clicks: Ints, rates: Ints
) -> dict[str, pa.Table]:
    """Build every entity of marketing but messages, without dirt.

    `clicks` has the number of sessions by day, ad and variant; `rates` is months x currencies.
    """
    clock, customers = world.clock, world.people.count
    return {
        "ad_spend": ad_spend_table(
            streams["ad_spend"],
            world.traffic,
            clicks,
            world.purchases,
            world.visits,
            customers,
            rates,
            clock,
        ),
        "marketing_costs": marketing_cost_table(streams["marketing_costs"], customers, clock),
        "campaigns": campaign_table(world.campaigns, clock),
        "promotions": promotion_table(clock),
        "market_signals": market_signal_table(streams["market_signals"], clock),
    }
