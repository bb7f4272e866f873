import numpy as np
from scipy.optimize import minimize


class SimplexBlend:
    """Convex combination of model outputs; weights found with SLSQP."""

    def __init__(self):
        self.weights = None

    def tune(self, columns, target):
        stack = np.column_stack(columns)

        def rmse(w):
            return float(np.sqrt(np.mean((stack @ w - target) ** 2)))

        k = stack.shape[1]
        result = minimize(
            rmse,
            np.full(k, 1 / k),
            method="SLSQP",
            bounds=[(0, 1)] * k,
            constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        )
        self.weights = result.x
        return self

    def apply(self, columns):
        return np.column_stack(columns) @ self.weights
