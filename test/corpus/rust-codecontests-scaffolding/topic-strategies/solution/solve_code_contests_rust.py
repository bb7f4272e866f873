from routing import say
from strategies import matching


async def generate_solution(client, semaphore, problem):
    opening = f"{problem['description']}\n\nSome advice:\n{matching(problem['description'])}\n\nOutline an algorithm in a few lines."
    messages = [{"role": "user", "content": opening}]
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
