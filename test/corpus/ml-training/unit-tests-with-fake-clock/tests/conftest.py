import pathlib
import sys

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))


@pytest.fixture
def test_table():
    rng = np.random.default_rng(3)
    x = rng.normal(size=(400, 5))
    return x, x @ np.arange(1.0, 6.0)
