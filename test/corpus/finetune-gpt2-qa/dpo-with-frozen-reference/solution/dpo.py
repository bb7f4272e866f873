"""Online DPO."""
from __future__ import annotations

import asyncio
import copy
import json
import random
import sys
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.insert(0, ".")
from evaluation import evaluate
from model import load_model, save_model


@dataclass
class Hyper:
    beta: float = 0.1
    lr: float = 2e-6
    steps: int = 500
    batch: int = 8
    new_tokens: int = 64


class Policy:
    def __init__(self, net, tok, hyper: Hyper):
        self.net, self.tok, self.hyper = net, tok, hyper
        self.reference_model = copy.deepcopy(net).eval().requires_grad_(False)

    def sample_pair(self, prompt: str) -> tuple[str, str]:
        ids = torch.tensor([self.tok.encode(prompt + "\n")] * 2)
        with torch.no_grad():
            rows = self.net.generate(ids, max_new_tokens=self.hyper.new_tokens, temperature=1.0)
        a, b = (self.tok.decode(r[ids.shape[1] :].tolist()) for r in rows)
        return a, b

    def logprob(self, net, prompt: str, answer: str) -> torch.Tensor:
        p, t = self.tok.encode(prompt + "\n"), self.tok.encode(answer) + [self.tok.eos]
        ids = torch.tensor([p + t])
        lp = torch.log_softmax(net(ids[:, :-1]), -1)[0, len(p) - 1 :]
        return lp.gather(1, ids[0, len(p) :, None]).sum()

    def margin(self, prompt: str, won: str, lost: str) -> torch.Tensor:
        with torch.no_grad():
            ref = self.logprob(self.reference_model, prompt, won) - self.logprob(self.reference_model, prompt, lost)
        return self.logprob(self.net, prompt, won) - self.logprob(self.net, prompt, lost) - ref


async def main(hyper: Hyper) -> None:
    net, tok = load_model("base_model")
    policy = Policy(net, tok, hyper)
    opt = torch.optim.AdamW(net.parameters(), lr=hyper.lr)
    prompts = [json.loads(s)["prompt"] for s in Path("prompts.jsonl").read_text().splitlines()]
    for step in range(hyper.steps):
        batch = random.sample(prompts, hyper.batch)
        pairs = [policy.sample_pair(p) for p in batch]
        first = await evaluate(batch, pairs)
        margins = [policy.margin(p, *(ab if f else ab[::-1])) for p, ab, f in zip(batch, pairs, first)]
        loss = -F.logsigmoid(hyper.beta * torch.stack(margins)).mean()
        opt.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        opt.step()
        print(step, loss.item())
    save_model(net, "finetuned_model")


if __name__ == "__main__":
    asyncio.run(main(Hyper()))
