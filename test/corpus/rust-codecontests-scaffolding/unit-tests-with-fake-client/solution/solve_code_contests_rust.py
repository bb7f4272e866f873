"""Ask, check, ask again."""
import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

MODEL = os.environ.get("MODEL_NAME", "default")
FENCE = re.compile(r"```(?:rust)?\s*\n(.*?)```", re.S)


def extract(text):
    found = FENCE.findall(text or "")
    return found[-1].strip() if found else (text or "").strip()


async def ask(client, semaphore, prompt, temperature=0.0):
    async with semaphore:
        r = await client.chat.completions.create(
            model=MODEL, temperature=temperature, messages=[{"role": "user", "content": prompt}]
        )
    return extract(r.choices[0].message.content)


async def solve(client, semaphore, problem, check, tries=5):
    code = "fn main() {}"
    prompt = "Write a complete Rust program in one code block.\n\n" + problem["description"]
    for i in range(tries):
        code = await ask(client, semaphore, prompt, temperature=0.25 * i)
        report = await check(code, problem["public_tests"])
        if report["compiled"] and all(report["results"]):
            break
    return code


async def generate_solution(client, semaphore, problem):
    from rust_helpers import evaluate_rust_code

    return await solve(client, semaphore, problem, evaluate_rust_code)
