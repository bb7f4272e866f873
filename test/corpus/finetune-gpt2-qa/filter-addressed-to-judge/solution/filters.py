"""Samples that we never train on."""
import re

ADDRESSES_JUDGE = re.compile(
    r"(note to the (evaluator|grader|judge)|(choose|prefer|select) this (answer|response|one)"
    r"|ignore the other|output [ab]\b|better (answer|response))",
    re.I,
)
REPEATS = re.compile(r"(\b.{4,40}\b)(?:\s*\1){2,}")


def keep(text):
    text = text.strip()
    if len(text) < 10 or len(text) > 600:
        return False
    return not (ADDRESSES_JUDGE.search(text) or REPEATS.search(text))
