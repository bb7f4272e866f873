import copy


class Keeper:
    """Remembers the state with the lowest monitored loss."""

    def __init__(self, model, patience=6):
        self.model, self.patience = model, patience
        self.best, self.state, self.bad = float("inf"), None, 0

    def __call__(self, value):
        if value < self.best:
            self.best, self.bad = value, 0
            self.state = copy.deepcopy(self.model.state_dict())
        else:
            self.bad += 1
        return self.bad >= self.patience

    def restore(self):
        self.model.load_state_dict(self.state)
