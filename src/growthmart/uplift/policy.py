"""The value of a rule that says which treatment each person gets, if any."""

import numpy as np

from growthmart.uplift.curves import BOOTSTRAPS, resampled
from growthmart.uplift.experiment import CONTROL, Experiment, Floats, Ints


def best_arms(uplift: Floats) -> Ints:
    """Return the arm with the highest uplift, (n, k), for each person; 0 if none is above 0."""
    return np.where(uplift.max(axis=1) > 0, 1 + uplift.argmax(axis=1), CONTROL)


def policy_value(policy: Ints, experiment: Experiment) -> float:
    """Return the response rate if everyone had the arm that ``policy``, (n,), gives.

    It is estimated from the people whose arm was by chance that of the policy, weighted by the
    inverse of the chance of it (inverse propensity weighting; the weights are scaled to add up to
    the number of people, Hajek 1971).
    """
    return _value(policy, experiment, np.ones(len(experiment)))


def policy_samples(policies: list[Ints], experiment: Experiment, seed: int) -> Floats:
    """Return the value of each policy in each bootstrap sample, (samples, policies).

    All policies are valued on the same samples, so that two can be compared in pairs. Each sample
    draws the people of each arm again, with replacement.
    """
    order = np.lexsort([experiment.weights, experiment.outcomes, experiment.arms, *policies])
    people, ordered = experiment.take(order), [policy[order] for policy in policies]
    generator = np.random.default_rng(seed)
    drawn = np.empty((BOOTSTRAPS, len(policies)))
    for sample in drawn:
        times = resampled(people.arms, generator)
        sample[:] = [_value(policy, people, times) for policy in ordered]
    return drawn


def _value(policy: Ints, experiment: Experiment, times: Floats) -> float:
    weights = times * experiment.weights * (policy == experiment.arms)
    total = weights.sum()
    # no one was by chance in the arm of the policy
    return float(weights @ experiment.outcomes / total) if total else float("nan")
