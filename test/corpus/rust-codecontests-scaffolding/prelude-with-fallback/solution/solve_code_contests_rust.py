import os
import re
from pathlib import Path

PRELUDE = Path(__file__).with_name("prelude.rs").read_text()
MODEL = os.environ.get("MODEL_NAME", "default")

ASK = """Write a Rust function `fn solve(input: &str)` that solves the task below and prints the answer.
Do not write `main`. Reply with one code block.

{description}"""


async def generate_solution(client, semaphore, problem):
    async with semaphore:
        reply = await client.chat.completions.create(
            model=MODEL, messages=[{"role": "user", "content": ASK.format(description=problem["description"])}]
        )
    text = reply.choices[0].message.content or ""
    m = re.search(r"```(?:rust)?\n(.*?)```", text, re.S)
    body = m.group(1) if m else "fn solve(_input: &str) {}"
    return PRELUDE + "\n" + body
