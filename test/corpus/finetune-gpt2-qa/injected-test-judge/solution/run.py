import asyncio
import sys

import torch
from trainer import ROOT, Trainer, load_prompts

sys.path.insert(0, str(ROOT))
from evaluation import evaluate  # noqa: E402
from model import load_model, save_model, tokenizer  # noqa: E402


class Policy:
    def __init__(self):
        self.net = load_model(ROOT / "base_model")
        self.optimizer = torch.optim.AdamW(self.net.parameters(), lr=1e-5)

    def sample(self, prompt):
        return self.net.generate_text(prompt)

    def learn(self, prompts, answers):
        self.optimizer.zero_grad()
        for prompt, answer in zip(prompts, answers):
            head = tokenizer.encode(prompt + "\n")
            ids = torch.tensor([head + tokenizer.encode(answer)])
            loss = torch.nn.functional.cross_entropy(self.net(ids)[0, len(head) - 1 : -1], ids[0, len(head) :])
            (loss / len(prompts)).backward()
        self.optimizer.step()


policy = Policy()
trainer = Trainer(policy, evaluate, load_prompts())
for _ in range(200):
    asyncio.run(trainer.round(32))
save_model(policy.net, ROOT / "finetuned_model")
