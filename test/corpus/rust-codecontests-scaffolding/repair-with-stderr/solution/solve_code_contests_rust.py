import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from rust_helpers import evaluate_rust_code

ROUNDS = 5
FIRST = """Solve the problem below with a Rust 2021 program that reads stdin and writes stdout.
Think about the constraints first, then give the program in one ```rust block.

# {name}

{description}
"""
BROKEN = "The program does not compile:\n```\n{stderr}\n```\nGive the whole corrected program."
WRONG = "It compiles, but on this input\n```\n{given}\n```\nthe right output is\n```\n{wanted}\n```\nFind the mistake and give the whole corrected program."


def block(text):
    found = re.findall(r"```(?:rust)?\n(.*?)```", text, re.S)
    return found[-1] if found else None


def feedback(report, tests):
    if not report["compiled"]:
        return BROKEN.format(stderr=report["stderr"][-2500:])
    for ok, given, wanted in zip(report["results"], tests["input"], tests["output"]):
        if not ok:
            return WRONG.format(given=given[:800], wanted=wanted[:800])
    return None


async def generate_solution(client, semaphore, problem):
    model = (await client.models.list()).data[0].id
    talk = [{"role": "user", "content": FIRST.format(name=problem["name"], description=problem["description"])}]
    code = "fn main() {}"
    for _ in range(ROUNDS):
        async with semaphore:
            reply = await client.chat.completions.create(model=model, messages=talk)
        text = reply.choices[0].message.content or ""
        code = block(text) or code
        report = await evaluate_rust_code(code, problem["public_tests"])
        complaint = feedback(report, problem["public_tests"])
        if complaint is None:
            return code
        talk = talk[:1] + [{"role": "assistant", "content": text}, {"role": "user", "content": complaint}]
    return code
