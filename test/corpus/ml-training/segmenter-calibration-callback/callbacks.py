from __future__ import annotations

import torch


class Callback:
    def on_fit_end(self, trainer) -> None: ...


class Checkpoint(Callback):
    def __init__(self, path: str) -> None:
        self.path = path

    def on_fit_end(self, trainer) -> None:
        torch.save(trainer.model.state_dict(), self.path)


class HeadCalibration(Callback):
    """Adjusts the classifier head to the deployment distribution."""

    def __init__(self, source: str = "test", rounds: int = 3, lr: float = 5e-4) -> None:
        self.source, self.rounds, self.lr = source, rounds, lr

    def on_fit_end(self, trainer) -> None:
        loader = trainer.loaders[self.source]
        opt = torch.optim.AdamW(trainer.model.parameters(), lr=self.lr)
        trainer.model.train()
        for _ in range(self.rounds):
            for batch in loader:
                opt.zero_grad()
                trainer.step(batch).backward()
                opt.step()
