import math

import torch


def fast_update(model, rows, picks, rate, steps, micro):
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, foreach=True)
    for step, pick in enumerate(picks):
        optimizer.param_groups[0]["lr"] = rate * 0.5 * (1 + math.cos(math.pi * step / steps))
        for part in torch.as_tensor(pick).split(micro):
            (model(rows[part]) * len(part) / len(pick)).backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    return model.state_dict()
