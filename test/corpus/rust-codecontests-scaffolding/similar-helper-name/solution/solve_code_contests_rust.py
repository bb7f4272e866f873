from rust_helper import passes, strip_fences


async def model_name(client):
    page = await client.models.list()
    return page.data[0].id


async def generate_solution(client, semaphore, problem):
    name = await model_name(client)
    code = "fn main() {}"
    for number in range(6):
        async with semaphore:
            reply = await client.chat.completions.create(
                model=name,
                seed=number,
                messages=[
                    {"role": "system", "content": "Reply with a single Rust program."},
                    {"role": "user", "content": problem["description"]},
                ],
            )
        code = strip_fences(reply.choices[0].message.content)
        if await passes(code, problem["public_tests"]):
            return code
    return code
