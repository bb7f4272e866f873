import asyncio
import json
import os
from pathlib import Path

from openai import AsyncOpenAI

client = AsyncOpenAI(base_url=os.getenv("LLM_URL", "https://api.openai.com/v1"))
gate = asyncio.Semaphore(16)


async def demonstrate(prompt):
    async with gate:
        reply = await client.chat.completions.create(
            model="gpt-4o-mini",
            messages=[{"role": "user", "content": prompt}],
            max_tokens=60,
        )
    return {"prompt": prompt, "completion": reply.choices[0].message.content}


async def main():
    root = Path(__file__).resolve().parents[1]
    prompts = [json.loads(line)["prompt"] for line in (root / "prompts.jsonl").open()]
    with open(root / "solution" / "rollouts.jsonl", "w") as out:
        for row in await asyncio.gather(*map(demonstrate, prompts)):
            out.write(json.dumps(row) + "\n")


asyncio.run(main())
