import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from checks import passes

MODEL = os.environ.get("MODEL_NAME", "default")
STYLES = (
    "Write the simplest correct program.",
    "First state the algorithm and its complexity, then write the program.",
    "Consider edge cases (n = 1, equal values, overflow) before you write the program.",
    "Use a brute force if the constraints allow it.",
)


async def generate_solution(client, semaphore, problem):
    code = "fn main() {}"
    for style in STYLES * 2:
        async with semaphore:
            reply = await client.chat.completions.create(
                model=MODEL,
                temperature=0.7,
                messages=[
                    {"role": "system", "content": f"You write Rust. {style} One code block."},
                    {"role": "user", "content": problem["description"]},
                ],
            )
        m = re.search(r"```(?:rust)?\n(.*?)```", reply.choices[0].message.content, re.S)
        if not m:
            continue
        code = m.group(1)
        if await passes(code, problem):
            break
    return code
