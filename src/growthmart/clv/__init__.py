"""Customer lifetime value: how long customers stay, how often they order, and what they spend."""

from growthmart.clv.baselines import AverageSpend, PastRate, RecencyFrequency
from growthmart.clv.beta_geometric import BetaGeometricNBD, ModifiedBetaGeometricNBD
from growthmart.clv.choosing import Choice, Snapshot, choose, judge
from growthmart.clv.contractual import ContractualRetention, present_value
from growthmart.clv.nbd import NBD
from growthmart.clv.pareto import ParetoNBD
from growthmart.clv.spend import GammaGamma
from growthmart.clv.tables import COLUMNS, HISTORY_COLUMNS, drift, score, train_when_due
from growthmart.clv.value import CustomerValue, PastSpendValue, Values
from growthmart.clv.valuing import Spenders, choose_value

__all__ = [
    "COLUMNS",
    "HISTORY_COLUMNS",
    "NBD",
    "AverageSpend",
    "BetaGeometricNBD",
    "Choice",
    "ContractualRetention",
    "CustomerValue",
    "GammaGamma",
    "ModifiedBetaGeometricNBD",
    "ParetoNBD",
    "PastRate",
    "PastSpendValue",
    "RecencyFrequency",
    "Snapshot",
    "Spenders",
    "Values",
    "choose",
    "choose_value",
    "drift",
    "judge",
    "present_value",
    "score",
    "train_when_due",
]
