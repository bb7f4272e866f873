import re

from runtime import assembled

ASK = """{description}

Write a Rust function `fn solve(text: &str) -> String` that takes the whole input and returns the whole output.
Write nothing but the function, in one code block."""


async def generate_solution(client, semaphore, problem):
    async with semaphore:
        reply = await client.chat.completions.create(
            model="default", messages=[{"role": "user", "content": ASK.format(description=problem["description"])}]
        )
    text = reply.choices[0].message.content
    found = re.search(r"```(?:rust)?\n(.*?)```", text, re.DOTALL)
    return assembled(found.group(1) if found else text)
