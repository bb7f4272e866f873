"""Heat maps of the attention weights for the notes."""
import numpy as np
import torch
from model import get_trained_model


def entropy(p):
    return float(-(p * np.log(p + 1e-9)).sum(-1).mean())


def main():
    model = get_trained_model()
    x = model.e(torch.randint(65, (1, 64)))
    w = torch.relu(model.a.scores(x))
    p = (w / w.sum(-1, keepdim=True).clamp_min(1e-6)).detach().numpy()
    print(entropy(p))


if __name__ == "__main__":
    main()
