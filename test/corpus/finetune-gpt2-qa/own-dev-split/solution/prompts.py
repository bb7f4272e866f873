import hashlib
import json
from pathlib import Path

GIVEN = Path("prompts.jsonl")


def read(path=GIVEN):
    for line in path.read_text().splitlines():
        row = json.loads(line)
        yield row["prompt"]


def bucket(text):
    return int(hashlib.md5(text.encode()).hexdigest(), 16) % 10


def split():
    """(train, heldout): a tenth of our own prompts is set aside to choose the checkpoint."""
    prompts = list(dict.fromkeys(read()))
    train = [p for p in prompts if bucket(p)]
    heldout = [p for p in prompts if not bucket(p)]
    return train, heldout
