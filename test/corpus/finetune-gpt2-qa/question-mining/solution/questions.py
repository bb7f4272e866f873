import json
import random
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def given():
    return [json.loads(line)["prompt"] for line in (ROOT / "prompts.jsonl").open()]


def split(seed=4, share=0.1):
    """Training prompts, and held-out prompts of our own to see how far we have come."""
    prompts = sorted(set(given()))
    random.Random(seed).shuffle(prompts)
    cut = int(len(prompts) * share)
    return prompts[cut:], prompts[:cut]


def recombined(prompts, count, seed=4):
    """New questions: the beginning of one prompt and the end of another of the same length."""
    rng = random.Random(seed)
    by_length = {}
    for prompt in prompts:
        by_length.setdefault(len(prompt.split()), []).append(prompt.split())
    groups = [group for group in by_length.values() if len(group) > 1]
    made = []
    while len(made) < count:
        first, second = rng.sample(rng.choice(groups), 2)
        cut = rng.randrange(1, len(first)) if len(first) > 1 else 1
        made.append(" ".join(first[:cut] + second[cut:]))
    return made
