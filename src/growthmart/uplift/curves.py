"""Qini and uplift curves of shares, their areas, intervals and the uplift by decile.

People are sorted by the predicted uplift, the highest first; people with one prediction are one
step. For the first people of this order let

- phi be the share of the audience that they are, the mean of their shares of the two arms,
- q1 be the share of all treated people who are among them and responded, q0 that of the control,
- r1 be the response rate of the treated people among them, r0 that of the control.

The Qini curve is q1 - q0 over phi: the responses per person of the audience that a treatment of
these people adds. The Qini coefficient is the area between it and the straight line from 0 to its
end, the effect of treating everyone: 0 for a random order, above 0 for a useful one.
The uplift curve is phi (r1 - r0), and AUUC is the area under it.

All are shares, not counts, and people count by the inverse of the chance of their arm. So the areas
do not depend on the sizes of the arms. Radcliffe 2007, Using control groups to target on predicted
lift, counts responses and multiplies those of the control by the ratio of the arms; divided by the
treated people it is this curve if each step has the arms in their overall ratio.
"""

from dataclasses import dataclass

import numpy as np

from growthmart.uplift.experiment import Experiment, Floats, Ints

BOOTSTRAPS = 200
INTERVAL = (0.025, 0.975)


@dataclass(frozen=True)
class Curve:
    """One point per distinct prediction, the highest first; the first point is (0, 0).

    Attributes:
        share: (m,) phi.
        qini: (m,) the Qini curve.
        uplift: (m,) the uplift curve.
    """

    share: Floats
    qini: Floats
    uplift: Floats

    @property
    def qini_coefficient(self) -> float:
        """The area between the Qini curve and the straight line of a random order."""
        return float(np.trapezoid(self.qini, self.share) - self.qini[-1] / 2)

    @property
    def auuc(self) -> float:
        """The area under the uplift curve."""
        return float(np.trapezoid(self.uplift, self.share))

    def uplift_of_top(self, share: float) -> float:
        """Return the measured uplift, r1 - r0, of the top ``share`` of the audience."""
        return float(np.interp(share, self.share, self.uplift) / share)


def uplift_curve(predicted: Floats, pair: Experiment) -> Curve:
    """Return the curve of a ranking by ``predicted``, (n,).

    Args:
        predicted: the predicted uplift of each person.
        pair: one treated arm and the control arm (``Experiment.pair``).
    """
    return _Ranked.by(predicted, pair).curve(np.ones(len(pair)))


def qini_interval(predicted: Floats, pair: Experiment, seed: int) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the Qini coefficient.

    Each of ``BOOTSTRAPS`` samples draws the people of each arm again, with replacement.
    """
    low, high = np.quantile(qini_samples([predicted], pair, seed)[:, 0], INTERVAL)
    return float(low), float(high)


def qini_samples(rankings: list[Floats], pair: Experiment, seed: int) -> Floats:
    """Return the Qini coefficient of each ranking in each bootstrap sample, (samples, rankings).

    All rankings are judged on the same samples, so that two can be compared in pairs.
    """
    order = np.lexsort([pair.weights, pair.outcomes, pair.arms, *rankings])
    people = pair.take(order)
    ranked = [_Ranked.by(one[order], people) for one in rankings]
    generator = np.random.default_rng(seed)
    drawn = np.empty((BOOTSTRAPS, len(rankings)))
    for sample in drawn:
        times = resampled(people.arms, generator)
        sample[:] = [one.curve(times[one.order]).qini_coefficient for one in ranked]
    return drawn


def resampled(arms: Ints, generator: np.random.Generator) -> Floats:
    """Return how often each person, (n,), is in a bootstrap sample drawn within the arms."""
    times = np.zeros(len(arms))
    for arm in np.unique(arms):
        people = np.flatnonzero(arms == arm)
        drawn = generator.integers(len(people), size=len(people))
        times[people] = np.bincount(drawn, minlength=len(people))
    return times


@dataclass(frozen=True)
class Decile:
    """The people of one tenth of the audience.

    Attributes:
        number: 1 for the highest predictions, to 10 for the lowest.
        people_count: the people of both arms.
        predicted: their mean predicted uplift.
        measured: the difference of the response rates of the two arms; None if one arm is empty.
    """

    number: int
    people_count: int
    predicted: float
    measured: float | None


def uplift_by_decile(predicted: Floats, pair: Experiment) -> list[Decile]:
    """Return the predicted and the measured uplift of each tenth of the audience.

    People with one prediction are in one decile, so a decile may be missing.
    """
    ranked = _Ranked.by(predicted, pair)
    size, responses = ranked.sums(np.ones(len(pair)))
    people = np.bincount(ranked.step)
    both = size.sum(axis=1)
    middle = (np.cumsum(both) - both / 2) / both.sum()
    number = np.minimum((10 * middle).astype(int), 9)
    deciles = []
    for one in np.unique(number):
        steps = number == one
        sizes, responded = size[steps].sum(axis=0), responses[steps].sum(axis=0)
        measured = None
        if sizes.all():
            measured = float(responded[1] / sizes[1] - responded[0] / sizes[0])
        mean = float(np.average(ranked.values[steps], weights=both[steps]))
        deciles.append(Decile(int(one) + 1, int(people[steps].sum()), mean, measured))
    return deciles


@dataclass(frozen=True)
class _Ranked:
    """A pair of arms in the order of a ranking; the order of the rows before has no effect.

    Attributes:
        pair: the people in order.
        order: (n,) the rows of these people.
        step: (n,) the step of each person, from 0.
        values: (m,) the prediction of each step.
    """

    pair: Experiment
    order: Ints
    step: Ints
    values: Floats

    @classmethod
    def by(cls, predicted: Floats, pair: Experiment) -> "_Ranked":
        # the last digits of a prediction depend on the machine
        values, step = np.unique(-np.round(predicted, 12), return_inverse=True)
        order = np.lexsort([pair.weights, pair.outcomes, pair.arms, step])
        return cls(pair.take(order), order, step[order], -values)

    def sums(self, times: Floats) -> tuple[Floats, Floats]:
        """Return the weighted people and responses of each step and arm, (m, 2) each."""
        weights = times * self.pair.weights
        cell = 2 * self.step + self.pair.arms
        size = np.bincount(cell, weights, minlength=2 * len(self.values))
        responses = np.bincount(cell, weights * self.pair.outcomes, minlength=2 * len(self.values))
        return size.astype(float).reshape(-1, 2), responses.astype(float).reshape(-1, 2)

    def curve(self, times: Floats) -> Curve:
        """Return the curve of a sample that has each person so many times."""
        size, responses = (
            np.vstack([np.zeros(2), table.cumsum(axis=0)]) for table in self.sums(times)
        )
        share = (size / size[-1]).mean(axis=1)
        qini = (responses / size[-1]) @ (-1, 1)
        rates = np.divide(responses, size, out=np.zeros_like(size), where=size > 0)
        return Curve(share, qini, share * (rates @ (-1, 1)))
