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
    """Exact batch-norm statistics for the final weights, then a few steps on the head."""

    def __init__(self, source: str = "train", rounds: int = 1, lr: float = 5e-4) -> None:
        self.source, self.rounds, self.lr = source, rounds, lr

    def on_fit_end(self, trainer) -> None:
        loader = trainer.loaders[self.source]
        torch.optim.swa_utils.update_bn(loader, trainer.model)
        trainer.model.eval()
        opt = torch.optim.AdamW(trainer.model.head.parameters(), lr=self.lr)
        for _ in range(self.rounds):
            for batch in loader:
                opt.zero_grad()
                trainer.step(batch).backward()
                opt.step()
