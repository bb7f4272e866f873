import asyncio
import re

from examples import as_text, examples_of
from rust_helpers import evaluate_rust_code

SAMPLES = 12


async def sample(client, semaphore, text):
    async with semaphore:
        answer = await client.chat.completions.create(
            model="default", temperature=0.8, messages=[{"role": "user", "content": text}]
        )
    content = answer.choices[0].message.content
    blocks = re.findall(r"```(?:rust)?\n(.*?)```", content, re.S)
    return max(blocks, key=len) if blocks else content


async def generate_solution(client, semaphore, problem):
    tests = examples_of(problem)
    text = f"{problem['description']}\n\n{as_text(tests)}\n\nSolve it in Rust. Read stdin, write stdout. One code block."
    codes = await asyncio.gather(*(sample(client, semaphore, text) for _ in range(SAMPLES)))
    best, most = codes[0], -1
    for code in codes:
        report = await evaluate_rust_code(code, tests)
        passed = sum(report["results"]) if report["compiled"] else -1
        if passed > most:
            best, most = code, passed
        if passed == len(tests["input"]):
            break
    return best
