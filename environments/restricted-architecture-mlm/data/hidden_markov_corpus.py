"""The corpus of the smoke profile: seeded synthetic sequences whose best achievable loss is known exactly."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from corpus import STORED, Corpus, HeldOut, draw_mask
from rebench.estimate import estimate_mean
from rebench.hidden_markov import HiddenMarkovSource, random_source


def build_corpus(parameters: Mapping[str, Any], seed: int, train_file: Path) -> Corpus:
    """Draw the source and from it the training tokens and both hidden splits, each from a random stream of its own."""
    streams = np.random.SeedSequence(seed).spawn(5)
    for_source, for_train, for_validation, for_test, for_masks = map(
        np.random.default_rng, streams
    )
    settings = parameters["source"]
    source = random_source(
        settings["states"],
        settings["tokens"],
        for_source,
        settings["transitionConcentration"],
        settings["emissionConcentration"],
    )
    length = parameters["sequenceLength"]
    train = source.sample(parameters["trainTokens"] // length, length, for_train)
    train.astype(STORED).tofile(train_file)

    shape = (parameters["heldOutSequences"], length)
    held_out = {
        name: HeldOut(
            source.sample(*shape, rng),
            draw_mask(shape, parameters["maskedFraction"], for_masks),
        )
        for name, rng in (("validation", for_validation), ("test", for_test))
    }
    require_disjoint(train, *(split.tokens for split in held_out.values()))
    next_token = source.next_token_loss(held_out["validation"].tokens)
    facts: dict[str, object] = {
        "unigramLoss": rounded(source.unigram_loss()),
        "nextTokenFloor": rounded(next_token.mean),
    }
    facts |= {name: measure_floor(source, split) for name, split in held_out.items()}
    return Corpus(held_out, train.size, facts)


def measure_floor(source: HiddenMarkovSource, split: HeldOut) -> dict[str, float | int]:
    """The loss, in nats, of the best possible predictor on exactly these masked tokens, and two standard errors.

    `standardError` says how far the floor of another sample of this size may lie. `pairedStandardError` is that of the
    difference between this floor and the unigram predictor on the same tokens: the luck that an honest submission can
    have against the floor, taken for a submission far from it, for which it is largest.
    """
    best = source.masked_losses(split.tokens, split.masked)
    unigram = -np.log(source.initial @ source.emission)[split.tokens]
    floor = estimate_mean(best, split.masked)
    excess = estimate_mean(unigram - best, split.masked)
    return {
        "floor": rounded(floor.mean),
        "standardError": rounded(floor.standard_error),
        "pairedStandardError": rounded(excess.standard_error),
        "positions": floor.count,
    }


def rounded(value: float) -> float:
    """Facts are compared across machines, whose last digits differ."""
    return round(value, 6)


def require_disjoint(*splits: np.ndarray) -> None:
    """Raise ValueError when a sequence occurs in two of the splits, each [sequences, length]."""
    seen: set[bytes] = set()
    for tokens in splits:
        rows = {row.tobytes() for row in np.ascontiguousarray(tokens)}
        if not seen.isdisjoint(rows):
            raise ValueError(
                "a sequence occurs in two splits: the sequences are too short or too predictable to keep them apart"
            )
        seen |= rows
