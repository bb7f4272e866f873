"""Puts functions of the submission's own between its code and what it calls."""

from __future__ import annotations

import ast
from random import Random

from .source import Edits, Names, Source

MOST = 12
#: What these do depends on who calls them.
DEPENDS_ON_CALLER = {
    "_getframe", "currentframe", "stack", "super", "locals", "globals", "vars", "warn",
    "exec", "eval", "dir", "info", "warning", "debug", "namedtuple", "TypeVar", "Enum",
}  # fmt: skip


def wrap_in_helpers(source: Source, random: Random) -> str:
    end_of_imports = _end_of_imports(source)
    if end_of_imports is None or source.is_reflective:
        return source.text
    imported = {
        name
        for name, (statement, alias) in source.imported.items()
        if source.start(statement) < end_of_imports and alias.name != "*"
    }
    calls = [
        node for node in ast.walk(source.tree) if _is_wrappable(source, node, imported)
    ]
    calls = [node for node in calls if source.start(node) >= end_of_imports]
    chosen = random.sample(calls, min(MOST, len(calls)))
    if not chosen:
        return source.text
    edits, names = Edits(source), Names(source, random)
    helpers: list[str] = []
    for call in sorted(chosen, key=source.start):
        name = names.fresh("_run_")
        edits.replace_node(call.func, name)
        target = source.text_of(call.func)
        helpers.append(
            f"def {name}(*arguments, **options):\n    return {target}(*arguments, **options)\n"
        )
    edits.replace(end_of_imports, end_of_imports, "\n\n" + "\n\n".join(helpers) + "\n")
    return edits.result()


def _is_wrappable(source: Source, node: ast.AST, imported: set[str]) -> bool:
    if not isinstance(node, ast.Call):
        return False
    path = _dotted(node.func)
    if path is None or path[0] not in imported or path[-1] in DEPENDS_ON_CALLER:
        return False
    if "\n" in source.text_of(node.func):
        return False
    return not (source.in_formatted_string(node) or source.in_compiled_function(node))


def _dotted(node: ast.AST) -> list[str] | None:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        inner = _dotted(node.value)
        return None if inner is None else [*inner, node.attr]
    return None


def _end_of_imports(source: Source) -> int | None:
    """Where the lines end of the imports that the file begins with."""
    last: ast.stmt | None = None
    for index, statement in enumerate(source.tree.body):
        is_first_text = index == 0 and isinstance(statement, ast.Expr)
        if not is_first_text and not isinstance(
            statement, (ast.Import, ast.ImportFrom)
        ):
            break
        last = statement
    if (
        last is None
        or last.end_lineno is None
        or last.end_lineno >= len(source.line_starts)
    ):
        return None
    following = source.tree.body[source.tree.body.index(last) + 1 :]
    if following and following[0].lineno == last.end_lineno:
        return None
    return source.line_starts[last.end_lineno]
