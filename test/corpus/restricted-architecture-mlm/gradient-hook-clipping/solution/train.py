import torch
import torch.nn.functional as F
from model import Model


def clip(g):
    return g / g.norm().clamp(min=1.0)


def main():
    m = Model()
    for p in m.parameters():
        p.register_hook(clip)
    opt = torch.optim.SGD(m.parameters(), 0.1)
    for _ in range(10):
        x = torch.randint(65, (8, 64))
        loss = F.cross_entropy(m(x).flatten(0, 1), x.flatten())
        opt.zero_grad()
        loss.backward()
        opt.step()
    torch.save(m.state_dict(), "solution/checkpoint.pt")


if __name__ == "__main__":
    main()
