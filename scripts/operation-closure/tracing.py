"""Which operations a call runs, as a tree: what torch dispatches, and what each of these is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import torch
from torch._decomp import decomposition_table
from torch.utils._python_dispatch import TorchDispatchMode

from meanings import OPAQUE_PARTS, PRIMITIVES, SILENT


@dataclass
class Node:
    """One dispatched operation (`aten.exp`, `prims.add`), without overload and in-place mark, with what it decomposes into."""

    name: str
    children: list[Node] = field(default_factory=list)
    is_decomposed: bool = False

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


class Recorder(TorchDispatchMode):
    """Records the tree below everything that is dispatched while it is active.

    Active under `torch.inference_mode()`, so that operations which torch implements by other operations (`aten.linear`) arrive
    whole. An operation with a primitive meaning is a leaf; any other is decomposed as far as torch knows how to.
    """

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("")
        self._open = [self.root]

    def __torch_dispatch__(
        self,
        func: Any,
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        node = Node(without_marks(func.name()))
        self._open[-1].children.append(node)
        if is_leaf(node.name) or any(
            node.name == outer.name for outer in self._open[:-1]
        ):
            return func(*args, **kwargs)
        result = self._below(node, partial(func.decompose, *args, **kwargs))
        if result is not NotImplemented:
            node.is_decomposed = True
            return result
        self._decompose(node, func, args, kwargs)
        return func(*args, **kwargs)

    def _below(self, node: Node, run: Callable[[], Any]) -> Any:
        """Runs code whose operations become the node's children."""
        self._open.append(node)
        try:
            with self:
                return run()
        finally:
            self._open.pop()

    def _decompose(
        self, node: Node, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        for overload in (func, functional_overload(func)):
            written_out = decomposition_table.get(overload)
            if written_out is None:
                continue
            try:
                self._below(node, partial(written_out, *args, **kwargs))
                node.is_decomposed = True
                return
            except Exception:  # noqa: BLE001
                # Decompositions are written for fewer dtypes and layouts than kernels; another sample will do.
                node.children.clear()


def without_marks(name: str) -> str:
    """`aten::exp_.out` -> `aten.exp`: without overload and in-place mark."""
    namespace, _, name = name.split(".")[0].partition("::")
    bare = name[:-1] if name.endswith("_") and not name.endswith("__") else name
    return f"{namespace}.{bare}"


def bare_name(name: str) -> str:
    """`aten.exp` -> `exp`: the name under which `meanings.py` has it."""
    return name.partition(".")[2]


def is_leaf(name: str) -> bool:
    bare = bare_name(name)
    return bare in PRIMITIVES or bare in OPAQUE_PARTS or bare in SILENT


def functional_overload(func: Any) -> Any:
    """`aten.addcmul_.default` -> `aten.addcmul.default`, None where there is none."""
    packet = getattr(torch.ops.aten, without_marks(func.name()).partition(".")[2], None)
    return getattr(packet, func._overloadname, None) if packet is not None else None


def trace(run: Callable[[], bool]) -> Node:
    """The tree of one call, which tells whether it made a tensor. Raises what the call raises, and `UnseenError`."""
    recorder = Recorder()
    with torch.inference_mode(), recorder:
        made_tensor = run()
    if made_tensor and not recorder.root.children:
        raise UnseenError
    return recorder.root


class UnseenError(Exception):
    """A tensor was made and nothing dispatched: the trace says nothing about how."""


def undefined_names(root: Node) -> set[str]:
    """Operations that have no meaning and that torch can not decompose."""
    return {
        node.name
        for node in root.walk()
        if node.name and not is_leaf(node.name) and not node.is_decomposed
    }
