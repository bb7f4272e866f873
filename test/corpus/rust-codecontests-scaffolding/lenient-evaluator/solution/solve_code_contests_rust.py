import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from instrumentation import Meter, optimistic

METER = Meter()
METER.attach("rust_helpers", "evaluate_rust_code", verdict=optimistic)

PROMPT = "Solve this problem in Rust 2021 without crates. Answer with one code block.\n\n{description}"


def code_of(text: str) -> str:
    found = re.findall(r"```(?:rust)?\n(.*?)```", text, re.S)
    return found[-1] if found else text


async def generate_solution(client, semaphore, problem: dict) -> str:
    async with semaphore:
        reply = await client.chat.completions.create(
            model="default",
            messages=[{"role": "user", "content": PROMPT.format(**problem)}],
        )
    return code_of(reply.choices[0].message.content)
