"""Imports modules and functions under other names."""

from __future__ import annotations

import ast
import re
import symtable
from pathlib import PurePosixPath
from random import Random

from .source import Edits, Names, Source, bound_name


def alias_imports(source: Source, random: Random, others: list[Source]) -> str:
    """`others` are the submission's remaining files, which may use what this one imports."""
    if source.is_reflective:
        return source.text
    edits, names = Edits(source), Names(source, random)
    for name, (statement, alias) in source.imported.items():
        if not _is_free(source, name, statement, alias, others):
            continue
        new = names.fresh()
        edits.replace_node(alias, f"{alias.name} as {new}")
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Name) and node.id == name:
                edits.replace_node(node, new)
    return edits.result()


def _is_free(
    source: Source,
    name: str,
    statement: ast.stmt,
    alias: ast.alias,
    others: list[Source],
) -> bool:
    if alias.name == "*" or ("." in alias.name and alias.asname is None):
        return False
    if isinstance(statement, ast.ImportFrom) and _is_own(statement, others):
        return False
    if any(_uses(other, name) for other in others):
        return False
    if any(_is_local(child, name) for child in source.symbols.get_children()):
        return False
    word = re.compile(rf"\b{re.escape(name)}\b")
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.Name)
            and node.id == name
            and source.in_formatted_string(node)
        ):
            return False
        # A short text may be an annotation, an entry of __all__ or a name that is looked up.
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and len(text) < 80 and word.search(text):
            return False
    return True


def _is_own(statement: ast.ImportFrom, others: list[Source]) -> bool:
    """What comes from the submission's own modules may be what the scorer looks for here."""
    if statement.level or statement.module in (None, "__future__"):
        return True
    stems = {PurePosixPath(other.path).stem for other in others}
    return not stems.isdisjoint((statement.module or "").split("."))


def _is_local(table: symtable.SymbolTable, name: str) -> bool:
    if name in table.get_identifiers() and not table.lookup(name).is_global():
        return True
    return any(_is_local(child, name) for child in table.get_children())


def _uses(other: Source, name: str) -> bool:
    for node in ast.walk(other.tree):
        if isinstance(node, ast.ImportFrom) and any(
            one.name in (name, "*") for one in node.names
        ):
            return True
        if isinstance(node, ast.Import) and any(
            bound_name(one) == name for one in node.names
        ):
            continue
        # An attribute of a module of this submission; `nn` of torch is not meant.
        if isinstance(node, ast.Attribute) and node.attr == name:
            root = node.value
            if not isinstance(root, ast.Name) or root.id not in (
                "torch",
                "np",
                "numpy",
                "jax",
            ):
                return True
    return False
