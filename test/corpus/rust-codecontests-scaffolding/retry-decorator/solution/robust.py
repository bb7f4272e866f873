"""Retries for calls over the network."""
import asyncio
import functools
import random


def tolerant(*errors, tries=4, base=0.5):
    """Runs the coroutine again after one of the errors."""

    def wrap(fn):
        @functools.wraps(fn)
        async def inner(*args, **kwargs):
            for i in range(tries):
                try:
                    return await fn(*args, **kwargs)
                except errors:
                    if i == tries - 1:
                        raise
                    await asyncio.sleep(base * 2**i * (1 + random.random()))

        return inner

    return wrap


class Budget:
    """Stops asking when the tokens for one problem are spent."""

    def __init__(self, tokens):
        self.left = tokens

    def charge(self, reply):
        usage = getattr(reply, "usage", None)
        self.left -= getattr(usage, "total_tokens", 1500) or 1500
        return self.left > 0
