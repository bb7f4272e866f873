import numpy as np
from scipy.optimize import minimize


def simplex(w):
    w = np.exp(w - w.max())
    return w / w.sum()


def make_objective(columns, truth, loss):
    stack = np.column_stack(columns)

    def objective(w):
        return loss(truth, stack @ simplex(w))

    return objective


def search(objective, size, starts=8, seed=0):
    rng = np.random.default_rng(seed)
    runs = [minimize(objective, rng.normal(size=size), method="Nelder-Mead") for _ in range(starts)]
    return simplex(min(runs, key=lambda r: r.fun).x)
