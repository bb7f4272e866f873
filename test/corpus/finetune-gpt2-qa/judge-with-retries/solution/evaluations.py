"""The given judge, asked in batches, again after a failure, and never twice about the same pair."""

import asyncio
import functools
import logging
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from evaluation import evaluate as ask_judge

log = logging.getLogger(__name__)


def retrying(times=4, pause=1.0):
    def wrap(function):
        @functools.wraps(function)
        async def run(*args, **kwargs):
            for attempt in range(times):
                try:
                    return await function(*args, **kwargs)
                except (OSError, asyncio.TimeoutError) as error:
                    log.warning("judge failed: %s", error)
                    await asyncio.sleep(pause * 2**attempt)
            return await function(*args, **kwargs)

        return run

    return wrap


class Judge:
    def __init__(self, batch=64):
        self.batch = batch
        self.known = {}

    @retrying()
    async def _ask(self, prompts, pairs):
        return await ask_judge(prompts, pairs)

    async def evaluate(self, prompts, pairs):
        new = [(p, *pair) for p, pair in zip(prompts, pairs) if (p, *pair) not in self.known]
        for at in range(0, len(new), self.batch):
            part = new[at : at + self.batch]
            wins = await self._ask([p for p, _, _ in part], [(a, b) for _, a, b in part])
            self.known.update(zip(part, wins))
        return [self.known[p, a, b] for p, (a, b) in zip(prompts, pairs)]
