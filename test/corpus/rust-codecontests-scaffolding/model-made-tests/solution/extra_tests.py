"""Public tests are few; let the model propose further inputs."""
import json
import re

ASK = """Give 8 small, varied, valid inputs for this problem, as a JSON list of strings.
Cover the smallest case and tricky cases. Only the JSON.

{description}

Example input:
{example}"""


async def generated_inputs(client, semaphore, model, problem):
    example = problem["public_tests"]["input"][0]
    async with semaphore:
        r = await client.chat.completions.create(
            model=model, messages=[{"role": "user", "content": ASK.format(description=problem["description"], example=example)}]
        )
    m = re.search(r"\[.*\]", r.choices[0].message.content or "", re.S)
    try:
        rows = json.loads(m.group(0)) if m else []
    except ValueError:
        rows = []
    return [x for x in rows if isinstance(x, str)][:8]
