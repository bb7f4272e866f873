from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np


@dataclass
class NgramTable:
    """Back-off counts of the training tokens."""

    order: int = 4
    vocab: int = 1024
    counts: list = field(default_factory=list)

    def fit(self, tokens):
        self.counts = [defaultdict(lambda: defaultdict(int)) for _ in range(self.order)]
        tokens = tokens.tolist()
        for i in range(self.order, len(tokens)):
            for n in range(self.order):
                self.counts[n][tuple(tokens[i - n : i])][tokens[i]] += 1
        return self

    def experts(self, context):
        for n in range(self.order):
            seen = self.counts[n].get(tuple(context[len(context) - n :]))
            if seen:
                total = sum(seen.values())
                yield n, seen, total

    def distribution(self, context):
        p = np.full(self.vocab, 1e-4)
        for n, seen, total in self.experts(context):
            for token, count in seen.items():
                p[token] += count / total
        return np.minimum(p, 1.0)
