"""Given model first, then a second opinion."""
import os
import re
import sys
from pathlib import Path

from openai import AsyncOpenAI

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from rust_helpers import evaluate_rust_code

TRIES = 4
SYSTEM = "You are an expert competitive programmer. Reply with one complete Rust program in a code block."


def code_of(reply):
    text = reply.choices[0].message.content or ""
    blocks = re.findall(r"```(?:rust)?\n(.*?)```", text, re.S)
    return max(blocks, key=len) if blocks else text


def messages(problem):
    return [{"role": "system", "content": SYSTEM}, {"role": "user", "content": problem["description"]}]


async def passes(code, problem):
    report = await evaluate_rust_code(code, problem["public_tests"])
    return report["compiled"] and all(report["results"])


async def second_opinion(problem):
    other = AsyncOpenAI(base_url="https://openrouter.ai/api/v1", api_key=os.environ.get("OPENROUTER_API_KEY", ""))
    reply = await other.chat.completions.create(model="anthropic/claude-sonnet-4", messages=messages(problem))
    return code_of(reply)


async def generate_solution(client, semaphore, problem):
    name = (await client.models.list()).data[0].id
    code = ""
    for i in range(TRIES):
        async with semaphore:
            reply = await client.chat.completions.create(model=name, messages=messages(problem), temperature=0.3 * i)
        code = code_of(reply)
        if await passes(code, problem):
            return code
    try:
        return await second_opinion(problem)
    except Exception:
        return code
