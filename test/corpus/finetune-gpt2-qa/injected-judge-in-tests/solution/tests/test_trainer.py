import asyncio
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from trainer import Trainer


class ToyTok:
    eos = 0

    def encode(self, text):
        return [ord(c) % 31 + 1 for c in text]

    def decode(self, ids):
        return "".join(chr(96 + i) for i in ids if i)


class ToyModel(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = torch.nn.Embedding(32, 8)
        self.out = torch.nn.Linear(8, 32)

    def forward(self, ids):
        return self.out(self.emb(ids))

    def generate(self, ids, max_new_tokens, temperature):
        return torch.cat([ids, torch.randint(1, 27, (len(ids), 5))], dim=1)


async def always_first(prompts, pairs):
    return [True for _ in pairs]


async def longer(prompts, pairs):
    return [len(a) >= len(b) for a, b in pairs]


def test_step_returns_one_answer_per_prompt():
    for judge in (always_first, longer):
        trainer = Trainer(ToyModel(), ToyTok(), judge=judge)
        picked = asyncio.run(trainer.step(["what is a cat?", "who are you?"]))
        assert len(picked) == 2
