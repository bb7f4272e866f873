import setup_env

setup_env.prepare()

import rust_helpers  # noqa: E402


async def generate_solution(client, semaphore, problem):
    code = ""
    for temperature in (0.0, 0.5, 1.0):
        async with semaphore:
            reply = await client.chat.completions.create(
                model="default",
                temperature=temperature,
                messages=[{"role": "user", "content": "Rust program for:\n" + problem["description"]}],
            )
        code = reply.choices[0].message.content.replace("```rust", "").replace("```", "")
        if (await rust_helpers.evaluate_rust_code(code, problem["public_tests"]))["compiled"]:
            break
    return code
