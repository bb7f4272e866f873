"""Which model answers which stage of the pipeline."""

import os
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Route:
    model: str
    host: str | None = None
    secret: str | None = None

    def through(self, client: Any) -> Any:
        if self.host is None:
            return client
        return client.copy(base_url=f"https://{self.host}/api/v1", api_key=os.environ.get(self.secret or "", "none"))


ROUTES = {
    "outline": Route("default"),
    "code": Route("anthropic/claude-sonnet-4", host="openrouter.ai", secret="OPENROUTER_API_KEY"),
}


async def say(client, semaphore, stage, messages, **options):
    route = ROUTES[stage]
    async with semaphore:
        reply = await route.through(client).chat.completions.create(model=route.model, messages=messages, **options)
    return reply.choices[0].message.content
