"""How patient we are with which stage."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Patience:
    timeout: float
    retries: int

    def through(self, client: Any) -> Any:
        return client.with_options(timeout=self.timeout, max_retries=self.retries)


STAGES = {"outline": Patience(60, 2), "code": Patience(240, 6)}


async def say(client, semaphore, stage, messages, **options):
    async with semaphore:
        reply = await STAGES[stage].through(client).chat.completions.create(model="default", messages=messages, **options)
    return reply.choices[0].message.content
