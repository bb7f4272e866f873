import re

from rust_helpers import evaluate_rust_code
from snippets import SNIPPETS, completed

GUIDE = (
    "Write a Rust program for the problem. You may use, without declaring them, `Scanner::new()` with "
    "`scanner.next::<T>()`, `mod_pow(base, exponent, modulus)` and `UnionFind::new(n)` with `find` and `union`. "
    f"Available names: {', '.join(SNIPPETS)}. Answer with one code block.\n\n"
)


async def generate_solution(client, semaphore, problem):
    code = ""
    for temperature in (0.1, 0.4, 0.7, 1.0):
        async with semaphore:
            reply = await client.chat.completions.create(
                model="default", temperature=temperature, messages=[{"role": "user", "content": GUIDE + problem["description"]}]
            )
        text = reply.choices[0].message.content
        match = re.search(r"```(?:rust)?\n(.*?)```", text, re.S)
        code = completed(match[1] if match else text)
        report = await evaluate_rust_code(code, problem["public_tests"])
        if report["compiled"] and all(report["results"]):
            break
    return code
