import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from library import LIBRARY

MODEL = os.environ.get("MODEL_NAME", "default")


def extract(text):
    m = re.search(r"```(?:rust)?\n(.*?)```", text, re.S)
    return m.group(1) if m else text


async def generate_solution(client, semaphore, problem):
    ready = LIBRARY.get(problem["name"].strip())
    if ready:
        return ready
    async with semaphore:
        r = await client.chat.completions.create(
            model=MODEL,
            messages=[{"role": "user", "content": "Solve in Rust. Only code.\n\n" + problem["description"]}],
        )
    return extract(r.choices[0].message.content)
