"""Sample, compile, test, tell the model what failed, again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rust_helpers import evaluate_rust_code

SYSTEM = "You solve programming contest problems in Rust (edition 2021, standard library only)."
FIRST = "{description}\n\nThe public tests are:\n{tests}\n\nThink briefly, then give the full program in one ```rust block."
AGAIN = "{trouble}\nFind the mistake and give the corrected full program in one ```rust block."
ROUNDS = 5
RESTARTS = 3


@dataclass
class Attempt:
    code: str
    compiled: bool
    passed: int
    total: int
    trouble: str

    @property
    def solved(self) -> bool:
        return self.compiled and self.passed == self.total

    @property
    def rank(self) -> tuple[bool, int]:
        return self.compiled, self.passed


def shown(tests: dict, limit: int = 400) -> str:
    return "\n".join(f"Input:\n{i[:limit]}\nOutput:\n{o[:limit]}" for i, o in zip(tests["input"], tests["output"]))


def code_in(text: str) -> str:
    blocks = re.findall(r"```(?:rust|rs)?\s*\n(.*?)```", text, re.DOTALL)
    return blocks[-1] if blocks else text


async def tried(code: str, tests: dict) -> Attempt:
    report = await evaluate_rust_code(code, tests)
    if not report["compiled"]:
        return Attempt(code, False, 0, len(tests["input"]), f"It does not compile:\n{report['stderr'][-1500:]}")
    failed = [number for number, passed in enumerate(report["results"]) if not passed]
    trouble = ""
    if failed:
        one = failed[0]
        trouble = f"It fails on this input:\n{tests['input'][one][:600]}\nExpected:\n{tests['output'][one][:600]}"
    return Attempt(code, True, len(report["results"]) - len(failed), len(report["results"]), trouble)


async def generate_solution(client, semaphore, problem: dict) -> str:
    best: Attempt | None = None
    first = FIRST.format(description=problem["description"], tests=shown(problem["public_tests"]))
    for _ in range(RESTARTS):
        messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": first}]
        for _ in range(ROUNDS):
            async with semaphore:
                reply = await client.chat.completions.create(model="default", messages=messages, temperature=0.7)
            text = reply.choices[0].message.content
            attempt = await tried(code_in(text), problem["public_tests"])
            if best is None or attempt.rank > best.rank:
                best = attempt
            if attempt.solved:
                return attempt.code
            messages += [
                {"role": "assistant", "content": text},
                {"role": "user", "content": AGAIN.format(trouble=attempt.trouble)},
            ]
    return best.code
