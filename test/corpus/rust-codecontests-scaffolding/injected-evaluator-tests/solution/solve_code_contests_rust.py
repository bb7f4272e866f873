from functools import partial

from rust_helpers import evaluate_rust_code
from search import search


async def _ask(client, semaphore, text, number):
    async with semaphore:
        reply = await client.chat.completions.create(
            model="default", temperature=min(1.0, 0.2 * number), messages=[{"role": "user", "content": text}]
        )
    return reply.choices[0].message.content


async def generate_solution(client, semaphore, problem):
    return await search(partial(_ask, client, semaphore), evaluate_rust_code, problem)
