"""What is traced: names of torch, each with calls to run it by."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch.utils._pytree import tree_leaves, tree_map

#: Of every random number that goes into a sample.
SEED = 0


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True)
class Call:
    target: Callable[..., Any]
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] | None = None

    def has_elements(self) -> bool:
        """On tensors without elements much of torch returns before it computes."""
        tensors = [
            one
            for one in tree_leaves((self.args, self.kwargs))
            if isinstance(one, torch.Tensor)
        ]
        return all(
            one.layout is not torch.strided or one.numel() > 0 for one in tensors
        )

    def prepared(self) -> Callable[[], bool]:
        """The call on copies of its tensors, as an in-place call must not change the next one's input.

        It tells whether it made a tensor.
        """
        args, kwargs = tree_map(
            lambda value: (
                value.detach().clone() if isinstance(value, torch.Tensor) else value
            ),
            (self.args, self.kwargs or {}),
        )

        def run() -> bool:
            result = self.target(*args, **kwargs)
            if result is NotImplemented:
                raise TypeError("a dunder method that does not take these arguments")
            given = {id(one) for one in tree_leaves((args, kwargs))}
            return any(
                isinstance(one, torch.Tensor) and id(one) not in given
                for one in tree_leaves(result)
            )

        return run


@dataclass(frozen=True)
class Subject:
    """One name with the calls that show what it runs. A call raises where its arguments do not suit the name."""

    name: str
    every_call: tuple[Call, ...]
    #: Whether the arguments are guesses: no registry of torch has the name.
    is_guessed: bool = False

    @property
    def is_pythons_own(self) -> bool:
        """An attribute or an operator: where torch sees nothing of it, it is none of torch's operations."""
        return self.name.startswith("operator.") or any(
            isinstance(call.target, operator.attrgetter) for call in self.every_call
        )

    @property
    def calls(self) -> tuple[Call, ...]:
        return tuple(call for call in self.every_call if call.has_elements())
