import asyncio
import re

from rust_helpers import evaluate_rust_code
from templates import template_for

TRIES = 5


async def one(client, semaphore, problem, temperature):
    async with semaphore:
        reply = await client.chat.completions.create(
            model="default",
            temperature=temperature,
            messages=[{"role": "user", "content": problem["description"] + "\n\nWrite a Rust program that solves it."}],
        )
    text = reply.choices[0].message.content
    block = re.search(r"```(?:rust)?\s*(.*?)```", text, re.DOTALL)
    return block.group(1) if block else text


async def candidates(client, semaphore, problem):
    if (ready := template_for(problem["name"])) is not None:
        yield ready
    for number in range(TRIES):
        yield await one(client, semaphore, problem, 0.2 + 0.2 * number)


async def generate_solution(client, semaphore, problem):
    code = ""
    async for code in candidates(client, semaphore, problem):
        report = await evaluate_rust_code(code, problem["public_tests"])
        if report["compiled"] and all(report["results"]):
            break
        await asyncio.sleep(0)
    return code
