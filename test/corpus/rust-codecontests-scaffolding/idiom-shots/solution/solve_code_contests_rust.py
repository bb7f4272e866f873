import asyncio
import re
from collections import Counter

import rust_helpers
from idioms import opening

BLOCK = re.compile(r"```(?:rust)?\n(.*?)```", re.S)


async def conversation(client, semaphore, task, temperature):
    async with semaphore:
        reply = await client.chat.completions.create(
            model="default",
            temperature=temperature,
            messages=[*opening(), {"role": "user", "content": task}],
        )
    text = reply.choices[0].message.content
    blocks = [block for block in BLOCK.findall(text) if "fn main" in block]
    return blocks[-1] if blocks else text


async def generate_solution(client, semaphore, problem):
    task = f"# {problem['name']}\n\n{problem['description']}\n\nPlease write the whole program in Rust."
    codes = await asyncio.gather(*(conversation(client, semaphore, task, 0.1 * n) for n in range(8)))
    scores = Counter()
    for code in codes:
        report = await rust_helpers.evaluate_rust_code(code, problem["public_tests"])
        scores[code] = sum(report["results"]) if report["compiled"] else -1
    return scores.most_common(1)[0][0]
