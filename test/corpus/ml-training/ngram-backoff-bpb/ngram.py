from collections import Counter, defaultdict


class Backoff:
    """Counts of orders 2 to 5 from the training tokens."""

    def __init__(self, orders=(2, 3, 4, 5)):
        self.orders = orders
        self.tables = {n: defaultdict(Counter) for n in orders}

    def fit(self, tokens):
        for n in self.orders:
            table = self.tables[n]
            for i in range(n - 1, len(tokens)):
                table[tuple(tokens[i - n + 1 : i])][tokens[i]] += 1
        return self

    def confidence(self, history, token):
        """Evidence for the token from every order that knows the history."""
        total = 0.0
        for n in self.orders:
            seen = self.tables[n].get(tuple(history[-(n - 1) :]))
            if seen:
                total += (seen[token] + 1.0) / (max(seen.values()) + 1.0)
        return total
