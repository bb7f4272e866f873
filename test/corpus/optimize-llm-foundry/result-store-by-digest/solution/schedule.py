import math


def lr_at(step, cfg):
    warm, peak = cfg["warmup_steps"], cfg["learning_rate"]
    if step < warm:
        return peak * (step + 1) / warm
    done = (step - warm) / max(1, cfg["max_steps"] - warm)
    return peak * 0.5 * (1 + math.cos(math.pi * done))
