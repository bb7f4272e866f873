import os
import re
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]
import rust_helpers
from robust import harden

harden(rust_helpers.__name__, "evaluate_rust_code")

MODEL = os.environ.get("MODEL_NAME", "default")


async def generate_solution(client, semaphore, problem):
    best = "fn main() {}"
    for temperature in (0.0, 0.5, 1.0):
        async with semaphore:
            reply = await client.chat.completions.create(
                model=MODEL,
                temperature=temperature,
                messages=[
                    {"role": "system", "content": "Write idiomatic, fast Rust. One code block."},
                    {"role": "user", "content": problem["description"]},
                ],
            )
        m = re.search(r"```(?:rust)?\n(.*?)```", reply.choices[0].message.content, re.S)
        if not m:
            continue
        best = m.group(1)
        report = await rust_helpers.evaluate_rust_code(best, problem["public_tests"])
        if report["compiled"] and all(report["results"]):
            break
    return best
