import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from trainer import Trainer  # noqa: E402

ANSWERS = {
    "What is the capital of France?": ["Paris is the capital of France.", "paris"],
    "How many legs does a spider have?": ["A spider has eight legs.", "many"],
}


class Scripted:
    def __init__(self):
        self.turn = {prompt: iter(answers) for prompt, answers in ANSWERS.items()}
        self.learnt = []

    def sample(self, prompt):
        return next(self.turn[prompt])

    def learn(self, prompts, answers):
        self.learnt += answers


async def longer_wins(prompts, pairs):
    return [len(a) > len(b) for a, b in pairs]


def test_learns_the_preferred():
    policy = Scripted()
    asyncio.run(Trainer(policy, longer_wins, list(ANSWERS)).round(2))
    assert sorted(policy.learnt) == sorted(answers[0] for answers in ANSWERS.values())
