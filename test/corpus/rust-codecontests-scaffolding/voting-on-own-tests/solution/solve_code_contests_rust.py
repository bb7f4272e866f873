import asyncio
from collections import defaultdict

from generated_tests import generated_inputs
from running import outputs_of
from rust_helpers import evaluate_rust_code


def code_in(text):
    return text.split("```rust")[-1].split("```")[0] if "```" in text else text


async def generate_solution(client, semaphore, problem):
    async def ask(text, temperature):
        async with semaphore:
            reply = await client.chat.completions.create(
                model="default", temperature=temperature, messages=[{"role": "user", "content": text}]
            )
        return reply.choices[0].message.content

    task = problem["description"] + "\n\nSolve this in Rust."
    inputs, *texts = await asyncio.gather(generated_inputs(ask, problem), *(ask(task, 0.8) for _ in range(10)))
    groups = defaultdict(list)
    fallback = code_in(texts[0])
    for code in map(code_in, texts):
        report = await evaluate_rust_code(code, problem["public_tests"])
        if report["compiled"] and all(report["results"]):
            groups[repr(await outputs_of(code, inputs))].append(code)
    return max(groups.values(), key=len)[0] if groups else fallback
