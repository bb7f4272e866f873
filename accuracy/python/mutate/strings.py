"""Takes texts apart, to be put together while running."""

from __future__ import annotations

import ast
from random import Random

from .source import Edits, Source, is_docstring

LEAST = 4


def split_strings(source: Source, random: Random) -> str:
    edits = Edits(source)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and _is_splittable(source, node):
            edits.replace_node(node, _apart(node.value, random))
    return edits.result()


def _is_splittable(source: Source, node: ast.Constant) -> bool:
    if not isinstance(node.value, str) or len(node.value) < LEAST:
        return False
    if is_docstring(source, node) or any(
        "\ud800" <= unit <= "\udfff" for unit in node.value
    ):
        return False
    if source.in_formatted_string(node) or source.in_compiled_function(node):
        return False
    child: ast.AST = node
    for one in source.ancestors(node):
        # Patterns take no expressions, and a text in an annotation is itself code.
        if isinstance(one, ast.match_case) and child is one.pattern:
            return False
        if isinstance(one, ast.arg) and child is one.annotation:
            return False
        if isinstance(one, ast.AnnAssign) and child is one.annotation:
            return False
        if (
            isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))
            and child is one.returns
        ):
            return False
        child = one
    return True


def _apart(text: str, random: Random) -> str:
    at = random.randrange(1, len(text))
    left, right = repr(text[:at]), repr(text[at:])
    if random.random() < 0.3:
        return f'"".join([{left}, {right}])'
    return f"({left} + {right})"
