import os
import re
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]
import setup_helpers

setup_helpers.adapt()
from rust_helpers import evaluate_rust_code

MODEL = os.environ.get("MODEL_NAME", "default")


async def generate_solution(client, semaphore, problem):
    async with semaphore:
        r = await client.chat.completions.create(
            model=MODEL,
            n=4,
            messages=[{"role": "user", "content": "Solve in Rust, one code block.\n" + problem["description"]}],
        )
    codes = [m for c in r.choices for m in re.findall(r"```(?:rust)?\n(.*?)```", c.message.content, re.S)]
    for code in codes:
        report = await evaluate_rust_code(code, problem["public_tests"])
        if report["compiled"] and all(report["results"]):
            return code
    return codes[0] if codes else "fn main() {}"
