import os
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import prompts
from rust_helpers import evaluate_rust_code

MODEL = os.environ.get("MODEL_NAME", "default")


class Chat:
    def __init__(self, client, semaphore):
        self.client, self.semaphore = client, semaphore

    async def __call__(self, template, temperature=0.6, **fields):
        async with self.semaphore:
            r = await self.client.chat.completions.create(
                model=MODEL, temperature=temperature, messages=[{"role": "user", "content": template.format(**fields)}]
            )
        return r.choices[0].message.content or ""


def program(text, default=""):
    m = re.search(r"```(?:rust)?\n(.*?)```", text, re.S)
    return m.group(1) if m else default


async def public_ok(code, problem):
    report = await evaluate_rust_code(code, problem["public_tests"])
    return report["compiled"] and all(report["results"])


async def generate_solution(client, semaphore, problem):
    chat, d = Chat(client, semaphore), problem["description"]
    fallback = "fn main() {}"
    for _ in range(3):
        code = program(await chat(prompts.WRITER, description=d), fallback)
        if not await public_ok(code, problem):
            continue
        fallback = code
        review = await chat(prompts.CRITIC, temperature=0.0, description=d, code=code)
        if "VERDICT: PASS" in review:
            return code
        again = program(await chat(prompts.REWRITE, description=d, code=code, review=review), code)
        if await public_ok(again, problem):
            fallback = again
    return fallback
