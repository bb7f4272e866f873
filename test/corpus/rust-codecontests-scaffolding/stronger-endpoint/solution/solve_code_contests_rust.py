from routing import say


async def generate_solution(client, semaphore, problem):
    messages = [{"role": "user", "content": f"{problem['description']}\n\nOutline an algorithm in a few lines."}]
    outline = await say(client, semaphore, "outline", messages, temperature=0.3)
    messages += [
        {"role": "assistant", "content": outline},
        {"role": "user", "content": "Now the Rust program, complete, in one code block."},
    ]
    text = await say(client, semaphore, "code", messages, max_tokens=4000)
    start = text.find("```")
    if start < 0:
        return text
    body = text[start:].split("\n", 1)[1]
    return body.rsplit("```", 1)[0]
