"""Uplift learners in the manner of scikit-learn, over any classifier that takes sample weights.

Uplift is what a treatment adds to the probability of a response. Each learner has
``fit(features, outcomes, arms, propensities)``, ``predict(features)``, which returns the uplift of
each treated arm against the control arm, (n, k), and ``predict_control(features)``, which returns
the probability of a response without a treatment, (n,).

Sources: S, T and X learners: Kuenzel, Sekhon, Bickel and Yu 2019, Metalearners for estimating
heterogeneous treatment effects using machine learning, PNAS 116. Class transformation: Jaskowski
and Jaroszewicz 2012, Uplift modeling for clinical trial data, ICML workshop.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from sklearn.base import clone
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression, Ridge
from threadpoolctl import threadpool_limits

from growthmart.uplift.experiment import CONTROL, Experiment, Floats, Ints

# The default models are strongly regularised: the effect of a treatment is small beside the
# differences between people, so most of what a flexible model finds is noise.
DEFAULT_CLASSIFIER = LogisticRegression(C=0.001, max_iter=500)
# The arm itself is on a scale on which a penalty hardly counts: the average effect must not shrink.
ARM_SCALE = 10.0
DEFAULT_REGRESSOR = Ridge(alpha=10_000.0)


@dataclass
class UpliftLearner(ABC):
    """What all learners have in common.

    Args:
        classifier: an unfitted scikit-learn classifier, for responses.
    """

    classifier: Any = field(default_factory=lambda: clone(DEFAULT_CLASSIFIER))

    def fit(
        self, features: Floats, outcomes: Floats, arms: Ints, propensities: Floats | None = None
    ) -> Self:
        """Learn from a randomised experiment; the order of the rows has no effect.

        Args:
            features: (n, f), finite.
            outcomes: (n,), 1 for a response, otherwise 0.
            arms: (n,), 0 for the control arm, 1 to k for the treated arms.
            propensities: the known chances of the arms, (n, k + 1) or (k + 1,); without them, the
                shares of the arms.

        Raises:
            ValueError: an arm has no people, or the arrays do not fit together.
        """
        people = Experiment.of(features, outcomes, arms, propensities).ordered()
        # one thread: with several threads, the last digits of sums differ from run to run
        with threadpool_limits(limits=1):
            self._fit(people, people.weights)
        return self

    @abstractmethod
    def _fit(self, people: Experiment, weights: Floats) -> None: ...

    @abstractmethod
    def predict(self, features: Floats) -> Floats:
        """Return the uplift of each treated arm, (n, k)."""

    @abstractmethod
    def predict_control(self, features: Floats) -> Floats:
        """Return the probability of a response without a treatment, (n,)."""

    def _arm_model(self, people: Experiment, weights: Floats, arm: int) -> Any:
        rows = people.arms == arm
        return _fitted(self.classifier, people.features[rows], people.outcomes[rows], weights[rows])


@dataclass
class SLearner(UpliftLearner):
    """A single model of the response, with the arm as a feature.

    The arm also enters multiplied by each feature: without these products, a linear model could
    not say that the treatment helps some people more than others.
    """

    model_: Any = field(init=False, repr=False)
    arms_count_: int = field(init=False, repr=False)

    def _fit(self, people: Experiment, weights: Floats) -> None:
        self.arms_count_ = len(people.treated_arms)
        design = _with_arms(people.features, people.arms, self.arms_count_)
        self.model_ = _fitted(self.classifier, design, people.outcomes, weights)

    def _response(self, features: Floats, arm: int) -> Floats:
        arms = np.full(len(features), arm)
        return _probability(self.model_, _with_arms(features, arms, self.arms_count_))

    def predict(self, features: Floats) -> Floats:
        """Return the difference of the model's answers with and without the treatment."""
        control = self.predict_control(features)
        return np.column_stack(
            [self._response(features, arm) - control for arm in range(1, self.arms_count_ + 1)]
        )

    def predict_control(self, features: Floats) -> Floats:
        """Return the model's answer for the control arm."""
        return self._response(features, CONTROL)


@dataclass
class TLearner(UpliftLearner):
    """Two models, or one per arm: the uplift is the difference of their answers."""

    models_: list[Any] = field(init=False, repr=False)

    def _fit(self, people: Experiment, weights: Floats) -> None:
        arms = [CONTROL, *people.treated_arms]
        self.models_ = [self._arm_model(people, weights, arm) for arm in arms]

    def predict(self, features: Floats) -> Floats:
        """Return the difference of the answers of the arms' models."""
        control = self.predict_control(features)
        return np.column_stack(
            [_probability(model, features) - control for model in self.models_[1:]]
        )

    def predict_control(self, features: Floats) -> Floats:
        """Return the answer of the control arm's model."""
        return _probability(self.models_[CONTROL], features)


@dataclass
class XLearner(TLearner):
    """Imputes the effect on each person with the other arm's model, and learns these effects.

    The effects learnt from the treated people and from the control people are averaged, and the
    arm that had fewer people counts less.

    Args:
        regressor: an unfitted scikit-learn regressor, for the effects.
    """

    regressor: Any = field(default_factory=lambda: clone(DEFAULT_REGRESSOR))
    effects_: list[tuple[Any, Any]] = field(init=False, repr=False)
    treated_shares_: list[float] = field(init=False, repr=False)

    def _fit(self, people: Experiment, weights: Floats) -> None:
        super()._fit(people, weights)
        self.effects_, self.treated_shares_ = [], []
        control = people.arms == CONTROL
        without = _probability(self.models_[CONTROL], people.features)
        for arm in people.treated_arms:
            treated = people.arms == arm
            treatment = _probability(self.models_[arm], people.features)
            on_treated = clone(self.regressor).fit(
                people.features[treated],
                (people.outcomes - without)[treated],
                sample_weight=weights[treated] / weights[treated].mean(),
            )
            on_control = clone(self.regressor).fit(
                people.features[control],
                (treatment - people.outcomes)[control],
                sample_weight=weights[control] / weights[control].mean(),
            )
            self.effects_.append((on_control, on_treated))
            self.treated_shares_.append(float(treated.sum() / (treated | control).sum()))

    def predict(self, features: Floats) -> Floats:
        """Return the average of the two effects."""
        with threadpool_limits(limits=1):
            return np.column_stack(
                [
                    share * on_control.predict(features)
                    + (1 - share) * on_treated.predict(features)
                    for (on_control, on_treated), share in zip(
                        self.effects_, self.treated_shares_, strict=True
                    )
                ]
            )


@dataclass
class ClassTransformation(UpliftLearner):
    """One classifier of z, which is 1 for treated people who responded and controls who did not.

    With weights that give both arms the same size, uplift is 2 P(z = 1) - 1.
    """

    control_: Any = field(init=False, repr=False)
    models_: list[Any] = field(init=False, repr=False)

    def _fit(self, people: Experiment, weights: Floats) -> None:
        self.control_ = self._arm_model(people, weights, CONTROL)
        self.models_ = []
        for arm in people.treated_arms:
            pair = people.pair(arm)
            transformed = (pair.outcomes == pair.arms).astype(float)
            self.models_.append(_fitted(self.classifier, pair.features, transformed, pair.weights))

    def predict(self, features: Floats) -> Floats:
        """Return 2 P(z = 1) - 1."""
        return np.column_stack([2 * _probability(model, features) - 1 for model in self.models_])

    def predict_control(self, features: Floats) -> Floats:
        """Return the answer of a model of the control arm alone."""
        return _probability(self.control_, features)


@dataclass
class AverageEffect(UpliftLearner):
    """The baseline: everyone has the response rate and the effect of all people."""

    control_rate_: float = field(init=False, repr=False)
    effects_: list[float] = field(init=False, repr=False)

    def _fit(self, people: Experiment, weights: Floats) -> None:
        rates = np.bincount(people.arms, weights * people.outcomes) / len(people)
        self.control_rate_ = float(rates[CONTROL])
        self.effects_ = [float(rate - rates[CONTROL]) for rate in rates[1:]]

    def predict(self, features: Floats) -> Floats:
        """Return the average effect of each arm for everyone."""
        return np.tile(self.effects_, (len(features), 1))

    def predict_control(self, features: Floats) -> Floats:
        """Return the response rate of the control arm for everyone."""
        return np.full(len(features), self.control_rate_)


def _with_arms(features: Floats, arms: Ints, arms_count: int) -> Floats:
    blocks = [features]
    for arm in range(1, arms_count + 1):
        is_arm = (arms == arm).astype(float)[:, None]
        blocks += [ARM_SCALE * is_arm, is_arm * features]
    return np.hstack(blocks)


def _fitted(classifier: Any, features: Floats, classes: Floats, weights: Floats) -> Any:
    """Return a fitted copy of a classifier; where there is one class, one that says so."""
    one = len(np.unique(classes)) < 2
    model = DummyClassifier(strategy="prior") if one else clone(classifier)
    return model.fit(features, classes, sample_weight=weights / weights.mean())


def _probability(model: Any, features: Floats) -> Floats:
    """Return the probability of class 1, (n,)."""
    with threadpool_limits(limits=1):
        return model.predict_proba(features) @ (model.classes_ == 1).astype(float)
