"""Synthetic text from a hidden Markov model, with its exact best achievable losses.

A hidden state moves by a Markov chain and every state emits one token. Sequences are drawn independently, each with its
first state from the chain's stationary distribution, so every position has the same distribution of tokens.
Because the model is known, the loss of the best possible predictor is computable exactly on any sample: with the forward
algorithm for the next token, with forward-backward for masked tokens (Rabiner, "A tutorial on hidden Markov models and
selected applications in speech recognition", Proceedings of the IEEE 77(2), 1989, equations 18-28, in the scaled form
of its section V.A). No honest predictor has a lower expected loss.

Losses are in nats. Everything is vectorised over sequences and float64.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rebench.estimate import Estimate, estimate_mean

Floats = NDArray[np.float64]
Tokens = NDArray[np.integer]
Mask = NDArray[np.bool_]

# Sequences per pass of forward-backward: 4096 of length 64 with 16 states hold 34 MB of state probabilities.
BLOCK = 4096


@dataclass(frozen=True)
class HiddenMarkovSource:
    """A hidden Markov model with K states and V tokens.

    `initial` is [K], the distribution of the first state; `transition` is [K, K], rows are the distribution of the next
    state; `emission` is [K, V], rows are the distribution of the token. Build one with `random_source`, or directly.
    """

    initial: Floats
    transition: Floats
    emission: Floats

    def sample(
        self, sequences: int, length: int, rng: np.random.Generator
    ) -> NDArray[np.int64]:
        """Draw independent sequences: tokens of shape [sequences, length], each in 0 .. V-1."""
        cumulative_transition = self.transition.cumsum(axis=1)
        cumulative_emission = self.emission.cumsum(axis=1)
        states = _draw(
            np.broadcast_to(self.initial.cumsum(), (sequences, len(self.initial))),
            rng,
        )
        tokens = np.empty((sequences, length), dtype=np.int64)
        for position in range(length):
            tokens[:, position] = _draw(cumulative_emission[states], rng)
            states = _draw(cumulative_transition[states], rng)
        return tokens

    def unigram_loss(self) -> float:
        """Entropy of one token without its context: the loss of the best predictor that looks at nothing."""
        token = self.initial @ self.emission
        return float(-np.sum(token[token > 0] * np.log(token[token > 0])))

    def next_token_losses(self, tokens: Tokens) -> Floats:
        """-log p(token | all tokens before it) at every position: [n, s] tokens to [n, s] nats."""
        losses = np.empty(tokens.shape, dtype=np.float64)
        state = np.broadcast_to(self.initial, (len(tokens), len(self.initial)))
        for position in range(tokens.shape[1]):
            joint = state * self.emission.T[tokens[:, position]]
            likelihood = joint.sum(axis=1)
            losses[:, position] = -np.log(likelihood)
            state = (joint / likelihood[:, None]) @ self.transition
        return losses

    def next_token_loss(self, tokens: Tokens) -> Estimate:
        """Mean of `next_token_losses` over every position, with its standard error over sequences."""
        return estimate_mean(self.next_token_losses(tokens))

    def masked_posterior(self, tokens: Tokens, masked: Mask) -> Floats:
        """p(token | all unmasked tokens of its sequence) at each masked position.

        `tokens` and `masked` are [n, s]; what `tokens` holds at masked positions is ignored. The result is [m, V], one row
        per masked position, in the order of `np.nonzero(masked)`.
        """
        blocks = [
            self._state_posterior(tokens[rows], masked[rows])[masked[rows]]
            for rows in _blocks(len(tokens))
        ]
        return np.concatenate(blocks) @ self.emission

    def masked_losses(self, tokens: Tokens, masked: Mask) -> Floats:
        """-log p(token | all unmasked tokens of its sequence) at masked positions, 0 elsewhere: [n, s], in nats."""
        losses = np.zeros(tokens.shape, dtype=np.float64)
        posterior = self.masked_posterior(tokens, masked)
        answers = tokens[masked]
        losses[masked] = -np.log(posterior[np.arange(len(answers)), answers])
        return losses

    def masked_loss(self, tokens: Tokens, masked: Mask) -> Estimate:
        """Mean of `masked_losses` over masked positions, with its standard error over sequences."""
        return estimate_mean(self.masked_losses(tokens, masked), masked)

    def _state_posterior(self, tokens: Tokens, masked: Mask) -> Floats:
        """p(state at each position | all unmasked tokens): [n, s] to [n, s, K]. A masked token is evidence of nothing."""
        sequences, length = tokens.shape
        states = len(self.initial)
        evidence = np.ones((sequences, length, states))
        evidence[~masked] = self.emission.T[tokens[~masked]]

        # Scaled forward variables: p(state at t | evidence up to and including t).
        posterior = np.empty((sequences, length, states))
        state = np.broadcast_to(self.initial, (sequences, states))
        for position in range(length):
            posterior[:, position] = _normalised(state * evidence[:, position])
            state = posterior[:, position] @ self.transition

        # Backward variables p(evidence after t | state at t), up to a factor that the last normalisation removes.
        later = np.ones((sequences, states))
        for position in range(length - 1, -1, -1):
            posterior[:, position] *= later
            later = _normalised((evidence[:, position] * later) @ self.transition.T)
        return _normalised(posterior)


def random_source(
    states: int,
    tokens: int,
    rng: np.random.Generator,
    transition_concentration: float = 0.15,
    emission_concentration: float = 0.08,
) -> HiddenMarkovSource:
    """Draw a source whose rows are Dirichlet with the given concentrations; the smaller, the sparser and more predictable."""
    transition = rng.dirichlet(np.full(states, transition_concentration), size=states)
    emission = rng.dirichlet(np.full(tokens, emission_concentration), size=states)
    return HiddenMarkovSource(stationary_distribution(transition), transition, emission)


def stationary_distribution(transition: Floats) -> Floats:
    """The distribution [K] that one step of the chain `transition` [K, K] leaves as it is: pi = pi T, summing to 1."""
    states = len(transition)
    equations = np.vstack([transition.T - np.eye(states), np.ones(states)])
    right = np.append(np.zeros(states), 1.0)
    solution = np.linalg.lstsq(equations, right, rcond=None)[0]
    return _normalised(np.clip(solution, 0.0, None)[None])[0]


def _draw(cumulative: Floats, rng: np.random.Generator) -> NDArray[np.int64]:
    """One draw from each row's distribution, given as cumulative sums: [n, choices] to [n]."""
    points = rng.random((len(cumulative), 1))
    # Rounding can leave the last sum a little below 1: a point above it counts as the last choice.
    return np.minimum((points >= cumulative).sum(axis=1), cumulative.shape[1] - 1)


def _normalised(weights: Floats) -> Floats:
    """Scale the last axis to sum to 1."""
    return weights / weights.sum(axis=-1, keepdims=True)


def _blocks(count: int) -> Iterator[slice]:
    return (slice(start, start + BLOCK) for start in range(0, count, BLOCK))
