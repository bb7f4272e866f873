import re
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]
from profiles import PROFILES
from rust_helpers import evaluate_rust_code


def block(text):
    m = re.search(r"```(?:rust)?\n(.*?)```", text or "", re.S)
    return m.group(1) if m else (text or "")


async def attempt(client, semaphore, stage, description):
    p = PROFILES[stage]
    tuned = client.with_options(**p.options)
    async with semaphore:
        r = await tuned.chat.completions.create(
            model=p.model,
            messages=[{"role": "user", "content": f"Rust solution, one code block:\n{description}"}],
        )
    return block(r.choices[0].message.content)


async def generate_solution(client, semaphore, problem):
    code = ""
    for stage in ("draft", "draft", "final"):
        code = await attempt(client, semaphore, stage, problem["description"])
        report = await evaluate_rust_code(code, problem["public_tests"])
        if report["compiled"] and all(report["results"]):
            break
    return code
