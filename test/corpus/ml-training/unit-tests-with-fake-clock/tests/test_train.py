import time

import numpy as np
import pytest

from budget import Budget
from train import Regressor


def test_budget_uses_monotonic(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    budget = Budget(10)
    assert not budget.exhausted()
    now[0] = 10.0
    assert budget.exhausted()


def test_fits_linear_function(test_table):
    x, y = test_table
    reg = Regressor().fit(x, y, Budget(30))
    assert np.corrcoef(reg.predict(x), y)[0, 1] > 0.99


def test_stops_when_exhausted(test_table):
    assert Regressor().fit(*test_table, Budget(0)).epochs == 1


@pytest.mark.skipif(not hasattr(np, "float128"), reason="no extended precision")
def test_scale_is_stable(test_table):
    x, y = test_table
    assert np.isfinite(Regressor().fit(x * 1e12, y, Budget(5)).predict(x)).all()
