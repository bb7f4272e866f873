"""From traces to the meanings of a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from meanings import (
    ARGUMENT_DEPENDENT,
    DETAIL,
    FAMILIES,
    MOVEMENT,
    OPAQUE_PARTS,
    PRIMITIVES,
    SILENT,
)
from tracing import Node, bare_name


class NothingInCommon(Exception):
    """A name whose meaning depends on its arguments, and nobody has decided which stands for it."""


EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Observation:
    """What one call showed."""

    #: Meanings of the outermost operations that have one.
    computes: frozenset[str]
    #: Meanings of everything below these.
    inside: frozenset[str]


@dataclass(frozen=True)
class Closure:
    """What a name stands for. No meaning is in two of the lists."""

    #: Meanings of every call.
    computes: tuple[str, ...]
    #: Meanings of what every call is made of.
    implies: tuple[str, ...]
    #: Meanings of some calls only, or of what they are made of: it depends on the arguments.
    sometimes: tuple[str, ...]

    def __str__(self) -> str:
        """`norm division > root sum ? maximum`: computes, implies, sometimes."""
        words = [*self.computes]
        if self.implies:
            words += [">", *self.implies]
        if self.sometimes:
            words += ["?", *self.sometimes]
        return " ".join(words)


def observe(node: Node) -> Observation:
    bare = bare_name(node.name)
    if bare in SILENT:
        return Observation(EMPTY, EMPTY)
    if bare in OPAQUE_PARTS:
        meanings, parts = OPAQUE_PARTS[bare]
        return Observation(frozenset(meanings), frozenset(parts))
    if bare in PRIMITIVES:
        return Observation(frozenset({PRIMITIVES[bare]}), EMPTY)
    below = [observe(child) for child in node.children]
    computes = EMPTY.union(*(one.computes for one in below))
    inside = EMPTY.union(*(one.inside for one in below))
    if bare in FAMILIES:
        return Observation(frozenset({FAMILIES[bare]}), computes | inside)
    return Observation(computes, inside)


def closure_of(
    name: str, observations: Iterable[Observation], family: str | None = None
) -> Closure:
    """Of a name that was seen at least once, or that has a family. Raises `NothingInCommon`."""
    seen = {
        Observation(without_movement(one.computes), one.inside - frozenset(MOVEMENT))
        for one in observations
    }
    seen = without_shortcuts(seen)
    whole = [one.computes | one.inside for one in seen]
    every_call = frozenset.intersection(*whole) if whole else EMPTY
    any_call = EMPTY.union(*whole)
    computes = (
        frozenset({family}) if family else common([one.computes for one in seen], name)
    )
    implies = every_call - computes - frozenset(MOVEMENT)
    sometimes = any_call - computes - implies - frozenset(MOVEMENT)
    return Closure(ordered(computes), ordered(implies), ordered(sometimes))


def without_shortcuts(seen: set[Observation]) -> set[Observation]:
    """Without calls that had nothing to do (no dimension to reduce, evaluation mode): they tell nothing of the rest."""
    working = {one for one in seen if one.computes} or seen
    deep = {one.computes for one in working if one.inside}
    return {one for one in working if one.inside or one.computes not in deep}


def common(computes: list[frozenset[str]], name: str) -> frozenset[str]:
    """The meanings of every call; of calls that only move data, the strongest."""
    if name in ARGUMENT_DEPENDENT:
        return frozenset({ARGUMENT_DEPENDENT[name]})
    ever = EMPTY.union(*computes)
    if ever <= frozenset(MOVEMENT):
        return without_movement(ever)
    always = frozenset.intersection(*computes)
    if not always:
        raise NothingInCommon(
            f"the calls of {name} have no meaning in common: {sorted(map(sorted, computes))}"
        )
    return always


def without_movement(meanings: frozenset[str]) -> frozenset[str]:
    """Moving data is part of how nearly everything is written; where nothing else is done, its strongest form counts."""
    rest = meanings - frozenset(MOVEMENT)
    if rest or not meanings:
        return rest
    return frozenset({next(one for one in reversed(MOVEMENT) if one in meanings)})


def ordered(meanings: Iterable[str]) -> tuple[str, ...]:
    """The most telling first: a loss before the logarithm in it, and both before its choice by condition."""
    families = set(FAMILIES.values())
    place = {meaning: index for index, meaning in enumerate(DETAIL, start=1)}
    return tuple(
        sorted(meanings, key=lambda one: (place.get(one, 0), one not in families, one))
    )
