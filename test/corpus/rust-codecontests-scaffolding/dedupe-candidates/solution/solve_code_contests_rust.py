import asyncio
import hashlib
import os
import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from rust_helpers import evaluate_rust_code

MODEL = os.environ.get("MODEL_NAME", "default")


def normal(code):
    code = re.sub(r"//[^\n]*", "", code)
    return re.sub(r"\s+", " ", code).strip()


def key(code):
    return hashlib.sha256(normal(code).encode()).hexdigest()


class Tester:
    """Evaluates each distinct program once."""

    def __init__(self, tests):
        self.tests, self.reports = tests, {}

    async def __call__(self, code):
        k = key(code)
        if k not in self.reports:
            self.reports[k] = await evaluate_rust_code(code, self.tests)
        return self.reports[k]


async def draw(client, semaphore, problem, n):
    async def one():
        async with semaphore:
            r = await client.chat.completions.create(
                model=MODEL,
                temperature=0.9,
                messages=[{"role": "user", "content": "Rust program, one code block.\n\n" + problem["description"]}],
            )
        m = re.search(r"```(?:rust)?\n(.*?)```", r.choices[0].message.content or "", re.S)
        return m.group(1) if m else None

    return [c for c in await asyncio.gather(*(one() for _ in range(n))) if c]


async def generate_solution(client, semaphore, problem):
    tester = Tester(problem["public_tests"])
    codes = await draw(client, semaphore, problem, 12)
    votes = Counter(map(key, codes))
    scored = []
    for code in codes:
        report = await tester(code)
        passed = sum(map(bool, report["results"])) if report["compiled"] else -1
        scored.append((passed, votes[key(code)], code))
    return max(scored, key=lambda s: s[:2])[2] if scored else "fn main() {}"
