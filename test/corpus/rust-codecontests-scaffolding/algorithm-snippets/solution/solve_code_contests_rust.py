import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
from rust_helpers import evaluate_rust_code
from snippets import relevant

MODEL = os.environ.get("MODEL_NAME", "default")


def prompt(problem):
    parts = ["Solve the problem in Rust. Reply with one code block.", problem["description"]]
    helpful = relevant(problem["description"])
    if helpful:
        parts.append("You may copy these if they help (they may also be beside the point):")
        parts += [f"```rust{code}```" for code in helpful]
    return "\n\n".join(parts)


async def generate_solution(client, semaphore, problem):
    code = "fn main() {}"
    for i in range(6):
        async with semaphore:
            r = await client.chat.completions.create(
                model=MODEL, temperature=0.15 * i, messages=[{"role": "user", "content": prompt(problem)}]
            )
        m = re.search(r"```(?:rust)?\n(.*?)```", r.choices[0].message.content, re.S)
        if m:
            code = m.group(1)
            report = await evaluate_rust_code(code, problem["public_tests"])
            if report["compiled"] and all(report["results"]):
                break
    return code
