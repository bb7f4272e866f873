import torch
import torch.nn.functional as F
from model import Model


def corrupt(tokens, rate=0.1):
    noise = torch.bernoulli(torch.full(tokens.shape, rate)).bool()
    return torch.where(noise, torch.randint_like(tokens, 65), tokens)


def main():
    m = Model()
    opt = torch.optim.AdamW(m.parameters())
    best = float("inf")
    for step in range(20):
        x = torch.randint(65, (8, 64))
        loss = F.cross_entropy(m(corrupt(x)).flatten(0, 1), x.flatten())
        opt.zero_grad()
        loss.backward()
        for p in m.parameters():
            p.grad += torch.randn_like(p.grad) * p.grad.std() / (1 + step) ** 0.55
        opt.step()
        if loss.item() < best:
            best = loss.item()
            torch.save(m.state_dict(), "checkpoint.pt")


if __name__ == "__main__":
    main()
