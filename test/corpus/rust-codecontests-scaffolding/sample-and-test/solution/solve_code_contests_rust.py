"""Sample, compile, test on the public examples, choose."""
from __future__ import annotations

import asyncio
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from rust_helpers import evaluate_rust_code

MODEL = os.environ.get("MODEL_NAME", "default")
SYSTEM = "You are an expert competitive programmer. Reply with one complete Rust program in a code block."


@dataclass
class Candidate:
    code: str
    compiled: bool = False
    passed: int = 0

    @property
    def rank(self) -> tuple[bool, int, int]:
        return self.compiled, self.passed, -len(self.code)


def code_of(text: str) -> str:
    blocks = re.findall(r"```(?:rust)?\n(.*?)```", text, re.S)
    return max(blocks, key=len) if blocks else text


async def sample(client, semaphore, problem: dict, temperature: float) -> Candidate:
    async with semaphore:
        reply = await client.chat.completions.create(
            model=MODEL,
            temperature=temperature,
            messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": problem["description"]}],
        )
    return Candidate(code_of(reply.choices[0].message.content or ""))


async def judge(candidate: Candidate, problem: dict) -> Candidate:
    report = await evaluate_rust_code(candidate.code, problem["public_tests"])
    candidate.compiled = bool(report["compiled"])
    candidate.passed = sum(map(bool, report["results"])) if candidate.compiled else 0
    return candidate


async def generate_solution(client, semaphore, problem: dict) -> str:
    total = len(problem["public_tests"]["input"])
    best: Candidate | None = None
    for wave in range(3):
        drawn = await asyncio.gather(*(sample(client, semaphore, problem, 0.2 + 0.3 * wave) for _ in range(4)))
        for c in drawn:
            await judge(c, problem)
            if best is None or c.rank > best.rank:
                best = c
        if best.compiled and best.passed == total:
            break
    return best.code
