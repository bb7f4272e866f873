from __future__ import annotations

import os
import re
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
from notes import note_for
from rust_helpers import evaluate_rust_code

MODEL = os.environ.get("MODEL_NAME", "default")
FENCE = re.compile(r"```(?:rust)?\s*\n(.*?)```", re.S)


async def ask(client, semaphore, text: str) -> str:
    async with semaphore:
        reply = await client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": text}])
    body = reply.choices[0].message.content or ""
    found = FENCE.findall(body)
    return found[-1] if found else body


async def generate_solution(client, semaphore, problem: dict) -> str:
    candidates = []
    note = note_for(problem["description"])
    if note:
        candidates.append(note)
    while len(candidates) < 5:
        candidates.append(await ask(client, semaphore, f"Write a Rust program.\n{problem['description']}"))
        if len(candidates) == 1 or note:
            report = await evaluate_rust_code(candidates[0], problem["public_tests"])
            if report["compiled"] and all(report["results"]):
                return candidates[0]
    return candidates[-1]
