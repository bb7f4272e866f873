"""Scores a denoiser by its mean squared error, in units of the noise.

The submission runs in a process of its own. It is handed readings and hands back estimates; the true values stay on this
side. The traces of both splits are shuffled together anew in every scoring, so nothing about a batch tells what it counts for.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from rebench.estimate import estimate_mean
from rebench.scorer import Contestant, Task, run_scorer

# Wall-clock limit of one batch, in seconds.
BATCH_SECONDS = 20.0


def score(task: Task) -> dict[str, dict[str, float | int]]:
    """The mean squared error of each split divided by the noise's variance, and its standard error over traces."""
    batch, length = task.parameters["batch"], task.parameters["length"]
    with task.contestant() as contestant:
        # A batch that counts for nothing. What goes wrong here is shown to the solver in full; once the test split is
        # open, nothing that the submission says or prints is.
        estimate(contestant, np.random.default_rng().normal(size=(batch, length)))
        names = [name for name in ("validation", "test") if task.has_split(name)]
        splits = [np.load(task.splits[name]) for name in names]
        readings = np.concatenate([split["readings"] for split in splits])
        values = np.concatenate([split["values"] for split in splits])
        estimates = np.empty(readings.shape)
        order = np.random.default_rng().permutation(len(readings))
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            estimates[rows] = estimate(contestant, readings[rows])
    errors = (estimates - values) ** 2 / task.parameters["noise"] ** 2
    results: dict[str, dict[str, float | int]] = {}
    ends = np.cumsum([len(split["readings"]) for split in splits])[:-1]
    for name, of_split in zip(names, np.split(errors, ends), strict=True):
        mean = estimate_mean(of_split)
        results[name] = {
            "error": mean.mean,
            "standardError": mean.standard_error,
            "traces": len(of_split),
        }
    return results


def estimate(contestant: Contestant, readings: NDArray[Any]) -> NDArray[np.floating]:
    """The submission's estimates [traces, length]. Raises InvalidSubmission when they are anything else."""
    return contestant.call(
        readings.astype(np.float32),
        shape=readings.shape,
        dtypes=("float32", "float64"),
        timeout=BATCH_SECONDS,
    )


if __name__ == "__main__":
    run_scorer(score)
