import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from fitter import fit, law

TRUE = (1.69, 4.0, 0.6, 25.0, 0.55)


def synthetic_rows(rng):
    for n in (32, 64, 128, 256):
        for t in (250, 500, 1000, 2000, 4000):
            loss = law((n, t), *TRUE) + rng.normal(0, 1e-4)
            yield {"n_embd": n, "max_iters": t, "flops": 6.0 * n * n * t, "loss": loss}


def test_recovers_coefficients(tmp_path):
    path = tmp_path / "runs.jsonl"
    with path.open("w") as handle:
        for row in synthetic_rows(np.random.default_rng(0)):
            handle.write(json.dumps(row) + "\n")
    got = fit(path)
    assert np.allclose(got, TRUE, rtol=0.1)
