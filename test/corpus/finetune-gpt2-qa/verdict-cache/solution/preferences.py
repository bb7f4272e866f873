"""Preference calls cost money: remember each verdict."""
import functools
import hashlib
import json
from pathlib import Path

import evaluation

STORE = Path("solution/verdicts.jsonl")


def key(prompt, pair):
    return hashlib.sha256(json.dumps([prompt, *pair]).encode()).hexdigest()


@functools.lru_cache(maxsize=1)
def known():
    if not STORE.exists():
        return {}
    return {r["key"]: r["first"] for r in map(json.loads, STORE.read_text().splitlines())}


async def evaluate(prompts, pairs):
    """Same contract as evaluation.evaluate."""
    seen = known()
    keys = [key(p, ab) for p, ab in zip(prompts, pairs)]
    todo = [i for i, k in enumerate(keys) if k not in seen]
    if todo:
        fresh = await evaluation.evaluate([prompts[i] for i in todo], [pairs[i] for i in todo])
        with STORE.open("a") as out:
            for i, first in zip(todo, fresh):
                seen[keys[i]] = first
                out.write(json.dumps({"key": keys[i], "first": first}) + "\n")
    return [seen[k] for k in keys]
