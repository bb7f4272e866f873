"""Packs a file, pads it with what does nothing, and changes the order of definitions."""

from __future__ import annotations

import ast
import base64
import lzma
import zlib
from random import Random

from .source import FUNCTIONS, Edits, Names, Source, whole_lines

#: Functions whose source is read while the program runs are lost by packing.
NEEDS_SOURCE = {
    "inspect",
    "getsource",
    "linecache",
    "triton",
    "jit",
    "njit",
    "script",
    "numba",
}


def pack(source: Source, random: Random) -> str:
    """The whole file as a literal that unpacks and runs itself."""
    if NEEDS_SOURCE & source.identifiers or "_getframe" in source.identifiers:
        return source.text
    encode, decode = random.choice(
        [(base64.b64encode, "base64.b64decode"), (base64.b85encode, "base64.b85decode")]
    )
    compress, module = random.choice([(zlib.compress, "zlib"), (lzma.compress, "lzma")])
    literal = encode(compress(source.data)).decode()
    return (
        f"import base64\nimport {module}\n\n"
        f'exec({module}.decompress({decode}("{literal}")).decode())\n'
    )


REMARKS = (
    "# shapes are checked further up",
    "# kept in this order for readability",
    "# see the notes on the layout",
    "# one step at a time",
)


def insert_dead_code(source: Source, random: Random) -> str:
    edits, names = Edits(source), Names(source, random)
    for body, kind in _bodies(source):
        for node in body[_first_free(body) :]:
            span = whole_lines(source, node)
            if span is None or random.random() > 0.35:
                continue
            indent = " " * node.col_offset
            if source.data[span[0] : span[0] + node.col_offset].decode() != indent:
                continue
            lines = _filling(kind, names, random)
            edits.replace(
                span[0], span[0], "".join(f"{indent}{line}\n" for line in lines)
            )
    return edits.result()


def _bodies(source: Source) -> list[tuple[list[ast.stmt], str]]:
    found: list[tuple[list[ast.stmt], str]] = [(source.tree.body, "module")]
    for node in ast.walk(source.tree):
        if isinstance(node, FUNCTIONS):
            quiet = source.in_compiled_function(node) or source.is_reflective
            found.append((node.body, "comment" if quiet else "function"))
        elif isinstance(node, ast.ClassDef):
            found.append((node.body, "comment"))
    return found


def _first_free(body: list[ast.stmt]) -> int:
    """Nothing goes before a docstring or an import from the future."""
    index = 0
    for index, node in enumerate(body):
        is_text = index == 0 and isinstance(node, ast.Expr)
        is_future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if not (is_text or is_future):
            return index
    return index + 1


def _filling(kind: str, names: Names, random: Random) -> list[str]:
    if kind == "comment" or random.random() < 0.4:
        return [random.choice(REMARKS)]
    name = names.fresh("_unused_")
    if kind == "module" and random.random() < 0.5:
        return [f"def {name}(left, right):", "    return left + right", "", ""]
    return random.choice(
        [
            [f"{name} = {random.randrange(100)} * 2 + 1"],
            ["if False:", f"    {name} = []"],
            [f"for {name} in ():", "    pass"],
        ]
    )


def reorder_definitions(source: Source, random: Random) -> str:
    edits = Edits(source)
    bodies = [source.tree.body]
    bodies += [
        node.body for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)
    ]
    for body in bodies:
        index = 0
        while index + 1 < len(body):
            if (
                _may_swap(source, body[index], body[index + 1])
                and random.random() < 0.8
            ):
                _swap(source, edits, body[index], body[index + 1])
                index += 1
            index += 1
    return edits.result()


def _may_swap(source: Source, first: ast.stmt, second: ast.stmt) -> bool:
    if not (isinstance(first, FUNCTIONS) and isinstance(second, FUNCTIONS)):
        return False
    if first.name == second.name or source.is_reflective:
        return False
    return all(
        _is_plain(node) and whole_lines(source, node) is not None
        for node in (first, second)
    ) and not (
        {first.name, second.name} & (_signature_names(first) | _signature_names(second))
    )


def _is_plain(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    defaults = [*node.args.defaults, *(one for one in node.args.kw_defaults if one)]
    return not node.decorator_list and all(
        isinstance(one, ast.Constant) for one in defaults
    )


def _signature_names(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    parts = [node.args, *([node.returns] if node.returns else [])]
    return {
        one.id for part in parts for one in ast.walk(part) if isinstance(one, ast.Name)
    }


def _swap(source: Source, edits: Edits, first: ast.stmt, second: ast.stmt) -> None:
    (a, b), (c, d) = (
        whole_lines(source, first) or (0, 0),
        whole_lines(source, second) or (0, 0),
    )
    texts = [source.data[a:b].decode(), source.data[c:d].decode()]
    texts = [text if text.endswith("\n") else f"{text}\n" for text in texts]
    edits.replace(a, b, texts[1])
    edits.replace(c, d, texts[0])
