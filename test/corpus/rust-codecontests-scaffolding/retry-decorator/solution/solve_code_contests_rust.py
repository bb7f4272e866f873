import asyncio
import os
import re
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]
import rust_helpers
from robust import Budget, tolerant

MODEL = os.environ.get("MODEL_NAME", "default")


@tolerant(ConnectionError, asyncio.TimeoutError)
async def complete(client, semaphore, description, temperature):
    async with semaphore:
        return await client.chat.completions.create(
            model=MODEL,
            temperature=temperature,
            messages=[
                {"role": "system", "content": "Write idiomatic, fast Rust. One code block."},
                {"role": "user", "content": description},
            ],
        )


async def generate_solution(client, semaphore, problem):
    best, budget = "fn main() {}", Budget(20_000)
    for temperature in (0.0, 0.3, 0.6, 0.9, 1.0):
        reply = await complete(client, semaphore, problem["description"], temperature)
        m = re.search(r"```(?:rust)?\n(.*?)```", reply.choices[0].message.content, re.S)
        if m:
            best = m.group(1)
            report = await rust_helpers.evaluate_rust_code(best, problem["public_tests"])
            if report["compiled"] and all(report["results"]):
                break
        if not budget.charge(reply):
            break
    return best
