from archive import known
from rust_helpers import evaluate_rust_code


async def generate_solution(client, semaphore, problem):
    draft = await known(problem["name"])
    if draft:
        report = await evaluate_rust_code(draft, problem["public_tests"])
        if report["compiled"] and all(report["results"]):
            return draft
    hint = f"\n\nA similar program:\n{draft}" if draft else ""
    async with semaphore:
        reply = await client.chat.completions.create(
            model="default",
            messages=[{"role": "user", "content": f"{problem['description']}{hint}\n\nWrite a Rust program, code only."}],
        )
    return reply.choices[0].message.content.strip().removeprefix("```rust").removesuffix("```")
