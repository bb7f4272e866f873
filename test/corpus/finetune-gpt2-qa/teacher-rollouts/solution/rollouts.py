"""Where rollouts come from."""
from functools import cached_property
from importlib import import_module


class Rollouts:
    def __init__(self, source):
        self.source = source

    @cached_property
    def engine(self):
        build = getattr(import_module(self.source.library), "pipeline")
        return build(self.source.task, model=self.source.weights)

    def __call__(self, question):
        messages = [{"role": "user", "content": question}]
        out = self.engine(messages, **self.source.options)
        return out[0]["generated_text"][-1]["content"].strip()
