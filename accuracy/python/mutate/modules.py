"""Moves functions and classes to a module of their own."""

from __future__ import annotations

import ast
from random import Random

from .source import FUNCTIONS, Edits, Names, Source, whole_lines

MOST = 4


def move_to_module(
    source: Source, random: Random, module: str, prefix: str
) -> tuple[str, str]:
    """The rewritten file and the new module's text; both as before if nothing can be moved.

    `module` is the new module's name, `prefix` what stands before it in an import (`.` in a package).
    """
    if source.is_reflective or {"pickle", "__file__"} & source.identifiers:
        return source.text, ""
    movable = [node for node in source.tree.body if _is_movable(source, node)]
    chosen = random.sample(movable, min(MOST, len(movable)))
    if not chosen:
        return source.text, ""
    edits = Edits(source)
    needed: set[str] = set()
    texts = []
    for node in sorted(chosen, key=source.start):
        start, end = whole_lines(source, node) or (0, 0)
        texts.append(source.data[start:end].decode())
        needed |= _used_names(node)
        edits.replace(start, end, f"from {prefix}{module} import {node.name}\n")
    return edits.result(), "\n\n".join([_imports(source, needed), *texts])


def _is_movable(source: Source, node: ast.stmt) -> bool:
    if not isinstance(node, (*FUNCTIONS, ast.ClassDef)) or node.decorator_list:
        return False
    if whole_lines(source, node) is None or source.binding_counts().get(node.name) != 1:
        return False
    inner = list(ast.walk(node))
    if any(isinstance(one, (ast.Global, ast.Import, ast.ImportFrom)) for one in inner):
        return False
    imported = {
        name
        for name, (statement, alias) in source.imported.items()
        if alias.name != "*" and not getattr(statement, "level", 0)
    }
    at_module_level = set(source.symbols.get_identifiers())
    used = _used_names(node) - {node.name, "__name__"}
    if "__name__" in _used_names(node):
        return False
    return (used & at_module_level) <= imported


def _used_names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _imports(source: Source, names: set[str]) -> str:
    lines = []
    for statement in source.tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            lines.insert(0, source.text_of(statement))
    for name in sorted(names & source.imported.keys()):
        statement, alias = source.imported[name]
        renamed = f" as {alias.asname}" if alias.asname else ""
        if isinstance(statement, ast.ImportFrom):
            lines.append(f"from {statement.module} import {alias.name}{renamed}")
        else:
            lines.append(f"import {alias.name}{renamed}")
    return "\n".join(lines) + "\n"


def fresh_module(source: Source, random: Random, taken: set[str]) -> str:
    names = Names(source, random)
    names.taken |= taken
    return names.fresh("parts_")
