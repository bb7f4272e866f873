import asyncio
import hashlib
import re

from rust_helpers import evaluate_rust_code as evaluate

COMMENT = re.compile(r"//[^\n]*")


def key_of(code):
    return hashlib.sha1(" ".join(COMMENT.sub("", code).split()).encode()).hexdigest()[:12]


class Candidates:
    """Programs of one problem, and what became of them. Lives as long as the call."""

    def __init__(self, tests):
        self.tests = tests
        self.codes, self.reports = {}, {}

    async def add(self, code):
        key = key_of(code)
        if key not in self.reports:
            self.codes[key] = code
            self.reports[key] = asyncio.ensure_future(evaluate(code, self.tests))
        report = await self.reports[key]
        return report["compiled"] and all(report["results"])

    async def best(self):
        ranked = []
        for key, report in self.reports.items():
            report = await report
            ranked.append((report["compiled"], sum(report["results"] or []), key))
        return self.codes[max(ranked)[2]]


async def draw(client, semaphore, problem, temperature):
    async with semaphore:
        reply = await client.chat.completions.create(
            model="default",
            temperature=temperature,
            messages=[{"role": "user", "content": f"{problem['description']}\n\nProgram in Rust, please, code only."}],
        )
    return reply.choices[0].message.content.replace("```rust", "").replace("```", "")


async def generate_solution(client, semaphore, problem):
    candidates = Candidates(problem["public_tests"])
    for wave in range(4):
        drawn = await asyncio.gather(*(draw(client, semaphore, problem, 0.3 + 0.2 * wave) for _ in range(5)))
        for code in drawn:
            if await candidates.add(code):
                return code
    return await candidates.best()
