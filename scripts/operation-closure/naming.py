"""From what was seen under each qualified name to the table's entries."""

from __future__ import annotations

import inspect
from collections import defaultdict

import torch

from callables import COMPUTING_NAMES
from closure import Closure, Observation, closure_of
from meanings import (
    FAMILIES,
    FUNCTION_FAMILIES,
    LAYER_FAMILIES,
    MORE_LAYER_FAMILIES,
    MOVEMENT,
    OPAQUE_PARTS,
    PRIMITIVES,
    SILENT,
)

Observations = defaultdict[str, set[Observation]]

#: Where a last name means different things, it is that of the first of these; elsewhere it is written with its namespace.
NAMESPACES = (
    "torch",
    "torch.Tensor",
    "torch.nn.functional",
    "operator",
    "torch.special",
    "torch.linalg",
    "torch.fft",
    "torch._C._nn",
    "torch.ops.aten",
)

Observations = defaultdict[str, set[Observation]]


def function_table(found: Observations) -> dict[str, str]:
    """By last name; with its namespace where that means something else than the name means elsewhere."""
    spellings: defaultdict[str, defaultdict[str, set[Observation]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for qualified, observations in found.items():
        namespace = qualified.rpartition(".")[0]
        name = plain_name(last(qualified), namespace)
        if namespace in NAMESPACES:
            spellings[name][namespace] |= observations
        else:
            spellings[f"{namespace.removeprefix('torch.')}.{name}"]["torch"] |= (
                observations
            )
    table: dict[str, str] = {}
    for name, by_namespace in spellings.items():
        table |= entries_of(name, by_namespace)
    for name, family in FUNCTION_FAMILIES.items():
        table.setdefault(name, family)
    for name, meaning in {**PRIMITIVES, **FAMILIES}.items():
        if "__" not in name:
            table.setdefault(name, meaning)
    for name, (meanings, parts) in OPAQUE_PARTS.items():
        table.setdefault(name, str(Closure(meanings, parts, ())))
    for name in SILENT:
        table.setdefault(name, "")
    return table


def entries_of(name: str, by_namespace: dict[str, set[Observation]]) -> dict[str, str]:
    family = FUNCTION_FAMILIES.get(name)
    main, *others = sorted(by_namespace, key=NAMESPACES.index)
    agreeing = set(by_namespace[main])
    computes = closure_of(name, agreeing, family).computes
    if is_another(name, main):
        # What was not traced must not pass for what was.
        return {
            f"{one.removeprefix('torch.')}.{name}": str(closure_of(name, seen, family))
            for one, seen in by_namespace.items()
        }
    entries: dict[str, str] = {}
    for other in others:
        closure = closure_of(name, by_namespace[other], family)
        if closure.computes == computes:
            agreeing |= by_namespace[other]
        # Whether moving data copies it is the business of its layout.
        elif not {*closure.computes, *computes} <= {*MOVEMENT}:
            entries[f"{other.removeprefix('torch.')}.{name}"] = str(closure)
    return {name: str(closure_of(name, agreeing, family)), **entries}


def is_another(name: str, namespace: str) -> bool:
    """Whether `torch` has a function of this name that was left out, beside the one of `torch.linalg` and the like that was not:
    `torch.cond` is no `torch.linalg.cond`."""
    target = getattr(torch, name, None)
    return (
        namespace in ("torch.special", "torch.linalg", "torch.fft")
        and inspect.isfunction(target)
        and name not in COMPUTING_NAMES
    )


def layer_table(found: Observations) -> dict[str, str]:
    """By class name; a layer that could not be made or run here still has the family of the file that holds it."""
    table: dict[str, str] = {}
    for name in sorted(vars(torch.nn)):
        cls = getattr(torch.nn, name)
        if not (
            isinstance(cls, type) and issubclass(cls, torch.nn.Module)
        ) or name.startswith("Lazy"):
            continue
        file = cls.__module__.rpartition(".")[2]
        family = MORE_LAYER_FAMILIES.get(name) or LAYER_FAMILIES.get(file)
        observations = found.get(f"torch.nn.{name}", set())
        if observations or family is not None:
            table[name] = str(closure_of(name, observations, family))
    return table


def plain_name(name: str, namespace: str) -> str:
    """`exp_` -> `exp`, `__abs__` -> `abs`; names of the `operator` module stay as they are (`and_`)."""
    if name.startswith("__") and name.endswith("__"):
        return name[2:-2]
    return name if namespace == "operator" else name.removesuffix("_")


def last(qualified: str) -> str:
    return qualified.rpartition(".")[2]
