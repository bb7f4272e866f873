"""Scores a masked language model by its mean cross-entropy at masked positions, in nats.

The submission runs in a process of its own. It is handed sequences in which some tokens are replaced by the mask id, and
hands back logits; the tokens that were replaced, the loss and the log stay on this side. The sequences of all splits are
shuffled together anew in every scoring, so nothing about a batch tells what it counts for.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rebench.estimate import estimate_mean
from rebench.scorer import Contestant, InvalidSubmission, Task, run_scorer

# Wall-clock limit of one batch, in seconds. The first one may have to compile the model.
BATCH_SECONDS = 60.0


def score(task: Task) -> dict[str, dict[str, float | int]]:
    """The mean loss of each split, its standard error over sequences, and the number of masked positions."""
    with task.contestant() as contestant:
        rehearse(contestant, task.parameters)
        names = [name for name in ("validation", "test") if task.has_split(name)]
        archives = [np.load(task.splits[name]) for name in names]
        tokens = np.concatenate([archive["tokens"] for archive in archives])
        masked = np.concatenate([archive["masked"] for archive in archives])
        losses = score_sequences(
            contestant, task.parameters, tokens.astype(np.int64), masked
        )
    ends = np.cumsum([len(archive["tokens"]) for archive in archives])[:-1]
    results: dict[str, dict[str, float | int]] = {}
    for name, of_split, counted in zip(
        names, np.split(losses, ends), np.split(masked, ends), strict=True
    ):
        loss = estimate_mean(of_split, counted)
        if not loss.mean > task.parameters["lossOffset"]:
            raise InvalidSubmission(
                "The loss is not above the constant that the score subtracts from it, which no predictor can reach."
            )
        results[name] = {
            "loss": loss.mean,
            "standardError": loss.standard_error,
            "positions": loss.count,
        }
    return results


def rehearse(contestant: Contestant, parameters: Mapping[str, Any]) -> None:
    """One batch of random tokens that counts for nothing.

    What goes wrong here is shown to the solver in full. Once the hidden data is open that would give it away.
    """
    shape = (parameters["scoringBatch"], parameters["sequenceLength"])
    tokens = np.random.default_rng().integers(parameters["vocabularySize"], size=shape)
    predict(contestant, parameters, tokens)


def score_sequences(
    contestant: Contestant,
    parameters: Mapping[str, Any],
    tokens: NDArray[np.int64],
    masked: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Cross-entropy in nats at masked positions, 0 elsewhere. All arrays are [sequences, length]."""
    inputs = np.where(masked, parameters["maskId"], tokens)
    losses = np.zeros(tokens.shape)
    for rows in shuffled_batches(len(tokens), parameters["scoringBatch"]):
        logits = predict(contestant, parameters, inputs[rows])
        losses[rows] = masked_losses(logits, tokens[rows], masked[rows])
    return losses


def predict(
    contestant: Contestant, parameters: Mapping[str, Any], inputs: NDArray[np.int64]
) -> NDArray[np.floating]:
    """The submission's logits [batch, length, vocabulary] for tokens [batch, length]. Raises InvalidSubmission."""
    return contestant.call(
        inputs,
        shape=(*inputs.shape, parameters["vocabularySize"]),
        dtypes=("float32", "float16", "float64"),
        timeout=BATCH_SECONDS,
    )


def masked_losses(
    logits: NDArray[np.floating], tokens: NDArray[np.int64], masked: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Cross-entropy at masked positions, 0 elsewhere, computed in float64.

    `logits` is [batch, sequence, vocabulary], `tokens` (the answers) and `masked` are [batch, sequence], and so is the
    result, in nats. The softmax is taken over the whole vocabulary, so every set of logits is a proper distribution.
    """
    chosen = logits[masked].astype(np.float64)
    chosen -= chosen.max(axis=1, keepdims=True)
    answers = chosen[np.arange(len(chosen)), tokens[masked]]
    losses = np.zeros(tokens.shape)
    losses[masked] = np.log(np.exp(chosen).sum(axis=1)) - answers
    return losses


def shuffled_batches(count: int, size: int) -> Iterator[NDArray[np.int64]]:
    """Row numbers 0 .. count-1 in an order that nobody can foresee, `size` at a time."""
    order = np.random.default_rng().permutation(count)
    return (order[start : start + size] for start in range(0, count, size))


if __name__ == "__main__":
    run_scorer(score)
