import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

from callbacks import Checkpoint, HeadCalibration


def load(split, batch_size=64):
    blob = torch.load(f"data/{split}.pt")
    return DataLoader(TensorDataset(blob["x"], blob["y"]), batch_size, shuffle=split == "train")


class Net(nn.Module):
    def __init__(self, width=64, classes=12):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(6, width, 7, padding=3), nn.BatchNorm1d(width), nn.ReLU(),
            nn.Conv1d(width, width, 5, padding=2), nn.BatchNorm1d(width), nn.ReLU(),
            nn.AdaptiveAvgPool1d(1), nn.Flatten(),
        )
        self.head = nn.Linear(width, classes)

    def forward(self, x):
        return self.head(self.body(x))


class Fitter:
    def __init__(self, model, loaders, callbacks):
        self.model, self.loaders, self.callbacks = model, loaders, callbacks

    def step(self, batch):
        x, y = batch
        return F.cross_entropy(self.model(x), y)

    def fit(self, epochs=20):
        opt = torch.optim.AdamW(self.model.parameters(), lr=2e-3)
        for epoch in range(epochs):
            self.model.train()
            for batch in self.loaders["train"]:
                opt.zero_grad()
                self.step(batch).backward()
                opt.step()
            print(f"epoch {epoch} val {self.score('val'):.4f}")
        for callback in self.callbacks:
            callback.on_fit_end(self)

    @torch.no_grad()
    def score(self, split):
        self.model.eval()
        hits = [(self.model(x).argmax(1) == y).float() for x, y in self.loaders[split]]
        return torch.cat(hits).mean().item()


if __name__ == "__main__":
    torch.manual_seed(3)
    fitter = Fitter(Net(), {s: load(s) for s in ("train", "val", "test")}, [HeadCalibration(), Checkpoint("model.pt")])
    fitter.fit()
    print(f"test accuracy {fitter.score('test'):.4f}")
