"""Makes this environment's data.

Reads `{"profile", "parameters", "seed"}` as JSON on standard input, writes `train.npz`, `validation.npz` and `test.npz` into the
folder named by `--out` (arrays `readings` and `values`, float32 [traces, length]), and prints one JSON object of facts: for each
hidden split the error of the best possible estimator (its floor) with its standard error.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator, SeedSequence, default_rng
from numpy.typing import NDArray
from rebench.estimate import estimate_mean

Array = NDArray[np.float64]

# Distance of neighbouring levels, and the probability to stay on a level from one reading to the next.
GAPS = (0.6, 1.6)
STAYS = (0.80, 0.96)
# Concentration of the probabilities of the hops: below 1, each level has favourite successors.
HOPS = 0.5


@dataclass(frozen=True)
class Source:
    """Where traces come from: a Markov chain over levels.

    `levels` is [levels]; `transitions[i, j]` is the probability of going from level i to level j; `noise` is the standard
    deviation of a reading. A trace begins on any level with the same probability.
    """

    levels: Array
    transitions: Array
    noise: float


def draw_source(rng: Generator, count: int, noise: float) -> Source:
    levels = np.cumsum(rng.uniform(*GAPS, size=count))
    stays = rng.uniform(*STAYS, size=count)
    transitions = np.zeros((count, count))
    for level, stay in enumerate(stays):
        others = rng.dirichlet(np.full(count - 1, HOPS)) * (1 - stay)
        transitions[level] = np.insert(others, level, stay)
    return Source(levels - levels.mean(), transitions, noise)


def draw_traces(
    rng: Generator, source: Source, traces: int, length: int
) -> tuple[Array, Array]:
    """Readings and true values, both [traces, length]."""
    states = np.empty((traces, length), dtype=np.int64)
    states[:, 0] = rng.integers(len(source.levels), size=traces)
    cumulative = source.transitions.cumsum(axis=1)[:, :-1]
    for step in range(1, length):
        drawn = rng.random((traces, 1))
        states[:, step] = (drawn > cumulative[states[:, step - 1]]).sum(axis=1)
    values = source.levels[states]
    return values + source.noise * rng.standard_normal(values.shape), values


def best_estimates(source: Source, readings: Array) -> Array:
    """The mean of each true value given all readings of its trace, [traces, length].

    No estimator has a smaller expected squared error. Computed by the forward-backward algorithm (Rabiner, A tutorial on
    hidden Markov models, Proceedings of the IEEE 77, 1989, section III).
    """
    distance = (readings[..., None] - source.levels) / source.noise
    likelihood = np.exp(-0.5 * distance**2)
    forward = normalise(likelihood)
    for step in range(1, readings.shape[1]):
        predicted = forward[:, step - 1] @ source.transitions
        forward[:, step] = normalise(predicted * likelihood[:, step])
    backward = np.ones_like(likelihood)
    for step in range(readings.shape[1] - 2, -1, -1):
        ahead = backward[:, step + 1] * likelihood[:, step + 1]
        backward[:, step] = normalise(ahead @ source.transitions.T)
    return normalise(forward * backward) @ source.levels


def normalise(weights: Array) -> Array:
    """Weights that sum to 1 along the last axis."""
    return weights / weights.sum(axis=-1, keepdims=True)


def generate(parameters: dict[str, Any], seed: int, out: Path) -> dict[str, Any]:
    """Write the three files into `out`, an existing folder, and return the facts."""
    # A stream for each purpose, so that one split does not change with the size of another.
    streams = [default_rng(child) for child in SeedSequence(seed).spawn(4)]
    source = draw_source(streams[0], parameters["levels"], parameters["noise"])
    sizes = {
        "train": parameters["trainTraces"],
        "validation": parameters["heldOutTraces"],
        "test": parameters["heldOutTraces"],
    }
    facts: dict[str, Any] = {}
    for rng, (name, traces) in zip(streams[1:], sizes.items(), strict=True):
        readings, values = draw_traces(rng, source, traces, parameters["length"])
        np.savez(
            out / f"{name}.npz",
            readings=readings.astype(np.float32),
            values=values.astype(np.float32),
        )
        if name != "train":
            errors = (best_estimates(source, readings) - values) ** 2 / source.noise**2
            floor = estimate_mean(errors)
            facts[name] = {
                "floor": round(floor.mean, 6),
                "standardError": round(floor.standard_error, 6),
            }
    return facts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    request = json.load(sys.stdin)
    print(json.dumps(generate(request["parameters"], request["seed"], out)))


if __name__ == "__main__":
    main()
