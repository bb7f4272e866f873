"""Gives local variables other names."""

from __future__ import annotations

import ast
import symtable
from random import Random

from .source import FUNCTIONS, Edits, Names, Source


def rename_locals(source: Source, random: Random) -> str:
    edits, names = Edits(source), Names(source, random)
    tables = dict(_outermost_functions(source.symbols))
    for function in _outermost_nodes(source.tree):
        table = tables.get((function.name, function.lineno))
        if table is None or _is_reflective(function):
            continue
        renamed = {
            name: names.fresh() for name in _free_to_rename(source, function, table)
        }
        for node in _own_nodes(function):
            if isinstance(node, ast.Name) and node.id in renamed:
                edits.replace_node(node, renamed[node.id])
    return edits.result()


def _outermost_functions(
    table: symtable.SymbolTable,
) -> list[tuple[tuple[str, int], symtable.SymbolTable]]:
    found = []
    for child in table.get_children():
        if child.get_type() == "function":
            found.append(((child.get_name(), child.get_lineno()), child))
        else:
            found.extend(_outermost_functions(child))
    return found


def _outermost_nodes(node: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    found = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FUNCTIONS):
            found.append(child)
        else:
            found.extend(_outermost_nodes(child))
    return found


def _own_nodes(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.AST]:
    """Everything in the body; defaults, annotations and decorators belong outside."""
    return [node for statement in function.body for node in ast.walk(statement)]


def _is_reflective(function: ast.AST) -> bool:
    looking = {
        "locals",
        "vars",
        "eval",
        "exec",
        "globals",
        "dir",
        "f_locals",
        "compile",
    }
    return any(
        getattr(node, "id", getattr(node, "attr", None)) in looking
        for node in ast.walk(function)
    )


def _free_to_rename(
    source: Source, function: ast.AST, table: symtable.SymbolTable
) -> list[str]:
    tables = [table]
    for one in tables:
        tables.extend(one.get_children())
    if any(one.get_type() != "function" for one in tables):
        return []
    own_names = [one for one in ast.walk(function) if isinstance(one, ast.Name)]
    hidden = {one.id for one in own_names if source.in_formatted_string(one)}
    hidden |= {
        name
        for one in ast.walk(function)
        if isinstance(one, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar))
        and (name := one.name)
    } | {
        one.rest
        for one in ast.walk(function)
        if isinstance(one, ast.MatchMapping) and one.rest
    }
    stored = {one.id for one in own_names if isinstance(one.ctx, ast.Store)}
    return sorted(
        name
        for name in stored - hidden
        if not name.startswith("__") and all(_is_variable(one, name) for one in tables)
    )


def _is_variable(table: symtable.SymbolTable, name: str) -> bool:
    if name not in table.get_identifiers():
        return True
    symbol = table.lookup(name)
    return not (
        symbol.is_global()
        or symbol.is_parameter()
        or symbol.is_imported()
        or symbol.is_namespace()
        or symbol.is_declared_global()
        or symbol.is_nonlocal()
    )
