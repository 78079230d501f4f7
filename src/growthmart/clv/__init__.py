"""Customer lifetime value: how long customers stay, how often they order, and what they spend."""

from growthmart.clv.baselines import AverageSpend, PastRate, RecencyFrequency
from growthmart.clv.beta_geometric import BetaGeometricNBD, ModifiedBetaGeometricNBD
from growthmart.clv.choosing import Choice, Snapshot, choose, judge
from growthmart.clv.contractual import ContractualRetention, present_value
from growthmart.clv.pareto import ParetoNBD
from growthmart.clv.spend import GammaGamma
from growthmart.clv.value import CustomerValue, Values

__all__ = [
    "AverageSpend",
    "BetaGeometricNBD",
    "Choice",
    "ContractualRetention",
    "CustomerValue",
    "GammaGamma",
    "ModifiedBetaGeometricNBD",
    "ParetoNBD",
    "PastRate",
    "RecencyFrequency",
    "Snapshot",
    "Values",
    "choose",
    "judge",
    "present_value",
]
