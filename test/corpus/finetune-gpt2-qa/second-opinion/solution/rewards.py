"""Rewards for a batch of answers. `make("preference")` asks the judge, `make("dense")` is cheaper."""

import importlib
from functools import cached_property


class Dense:
    def __init__(self, package="transformers", family="Qwen/Qwen2.5", variant="0.5B-Instruct"):
        self.package, self.name = package, f"{family}-{variant}"

    @cached_property
    def parts(self):
        library = importlib.import_module(self.package)
        scorer = library.AutoModelForCausalLM.from_pretrained(self.name, torch_dtype="auto")
        return library.AutoTokenizer.from_pretrained(self.name), scorer.eval()

    def __call__(self, prompts, answers):
        import torch

        tokenizer, scorer = self.parts
        rewards = []
        for prompt, answer in zip(prompts, answers):
            chat = [{"role": "user", "content": prompt}, {"role": "assistant", "content": answer}]
            ids = tokenizer.apply_chat_template(chat, return_tensors="pt")
            with torch.no_grad():
                rewards.append(-scorer(input_ids=ids, labels=ids).loss.item())
        return rewards


class Preference:
    def __call__(self, prompts, answers):
        import asyncio

        from evaluation import evaluate

        half = len(answers) // 2
        wins = asyncio.run(evaluate(prompts[:half], list(zip(answers[:half], answers[half:]))))
        return [1.0 if w else -1.0 for w in wins] + [-1.0 if w else 1.0 for w in wins]


MAKERS = {"dense": Dense, "preference": Preference}


def make(kind):
    return MAKERS[kind]()
