"""Ways to start the repair from."""
import torch

REGISTRY = {}


def initialiser(*names):
    def add(fn):
        for n in names:
            REGISTRY[n] = fn
        return fn

    return add


@initialiser("corrupted")
def keep(model, name):
    return model


@initialiser("mean")
def mean_rows(model, name):
    w = model.transformer.wte.weight
    with torch.no_grad():
        w.copy_(w.mean(0, keepdim=True).expand_as(w) + 0.02 * torch.randn_like(w))
    return model


@initialiser("small-map")
def mapped_small(model, name):
    """Lift the small model's rows into the large space, keeping the large rows' covariance."""
    small = torch.load("small_correct_model.pth", map_location="cpu")["model"]["transformer.wte.weight"].float()
    w = model.transformer.wte.weight
    centre = w.detach().mean(0)
    _, s, vh = torch.linalg.svd(w.detach() - centre, full_matrices=False)
    u, _, _ = torch.linalg.svd(small - small.mean(0), full_matrices=False)
    k = min(u.shape[1], len(s))
    with torch.no_grad():
        w.copy_(u[:, :k] * s[:k] @ vh[:k] + centre)
    return model
