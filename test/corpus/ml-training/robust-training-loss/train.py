# detect defects in casting images; prints the test accuracy
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

def get(split):
    blob = torch.load(f"casting/{split}.pt", weights_only=True)
    return TensorDataset(blob["images"].float().div(255).sub(0.5).unsqueeze(1), blob["labels"])

net = nn.Sequential(
    nn.Conv2d(1, 32, 5, 2), nn.ReLU(), nn.Conv2d(32, 64, 3, 2), nn.ReLU(),
    nn.Conv2d(64, 128, 3, 2), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, 2),
)
opt = torch.optim.AdamW(net.parameters(), 1e-3)

def robust(losses, keep):
    """Indices of the samples whose loss is within the `keep` quantile."""
    return losses <= losses.quantile(keep)

for epoch in range(15):
    for x, y in DataLoader(get("train"), 64, shuffle=True):
        losses = F.cross_entropy(net(x), y, reduction="none")
        loss = losses[robust(losses.detach(), 0.9)].mean()
        opt.zero_grad(); loss.backward(); opt.step()

net.eval()
right = seen = 0
with torch.no_grad():
    for x, y in DataLoader(get("test"), 64):
        logits = net(x)
        right += (logits.argmax(1) == y).sum().item()
        seen += len(y)
print(f"test accuracy {right / seen:.4f}")
