"""A Python file with its syntax tree, its symbols, and edits by byte position."""

from __future__ import annotations

import ast
import builtins
import keyword
import symtable
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

#: Names by which a program looks at its own names, source or frames.
REFLECTION = frozenset(
    [
        "globals",
        "locals",
        "vars",
        "eval",
        "exec",
        "compile",
        "dir",
        "__dict__",
        "modules",
        "__import__",
        "inspect",
        "getsource",
        "linecache",
        "_getframe",
        "f_back",
        "f_locals",
        "f_globals",
        "currentframe",
        "stack",
        "__code__",
        "__globals__",
        "__closure__",
        "co_names",
        "__module__",
        "importlib",
    ]
)


@dataclass
class Source:
    """`text` is the whole file; all offsets are in its UTF-8 bytes."""

    path: str
    text: str
    tree: ast.Module = field(init=False)
    data: bytes = field(init=False)
    symbols: symtable.SymbolTable = field(init=False)
    line_starts: list[int] = field(init=False)
    parents: dict[ast.AST, ast.AST] = field(init=False)

    def __post_init__(self) -> None:
        self.data = self.text.encode()
        self.tree = ast.parse(self.text)
        self.symbols = symtable.symtable(self.text, self.path, "exec")
        starts = [0]
        starts.extend(at + 1 for at, byte in enumerate(self.data) if byte == 10)
        self.line_starts = starts
        self.parents = {
            child: node
            for node in ast.walk(self.tree)
            for child in ast.iter_child_nodes(node)
        }

    def start(self, node: ast.AST) -> int:
        return self.line_starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]

    def end(self, node: ast.AST) -> int:
        return self.line_starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]

    def text_of(self, node: ast.AST) -> str:
        return self.data[self.start(node) : self.end(node)].decode()

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        while node in self.parents:
            node = self.parents[node]
            yield node

    def in_formatted_string(self, node: ast.AST) -> bool:
        """Nodes inside f-strings have no true position before Python 3.12."""
        return any(isinstance(one, ast.JoinedStr) for one in self.ancestors(node))

    def in_compiled_function(self, node: ast.AST) -> bool:
        """Whether a decorator such as `triton.jit` reads the function's source."""
        return any(
            isinstance(one, FUNCTIONS)
            and any(_reads_source(self.text_of(d)) for d in one.decorator_list)
            for one in (node, *self.ancestors(node))
        )

    @property
    def identifiers(self) -> set[str]:
        """Every word of the file that is a name, an attribute or a keyword argument."""
        words: set[str] = set()
        for node in ast.walk(self.tree):
            for name in ("id", "attr", "arg", "name", "asname", "module"):
                word = getattr(node, name, None)
                if isinstance(word, str):
                    words.update(word.split("."))
            if isinstance(node, (ast.Global, ast.Nonlocal)):
                words.update(node.names)
        return words

    @property
    def is_reflective(self) -> bool:
        """Whether the program might see what names it uses, or where its code is."""
        return not REFLECTION.isdisjoint(self.identifiers)

    @property
    def imported(self) -> dict[str, tuple[ast.stmt, ast.alias]]:
        """Names that one leading import binds and nothing else at module level does."""
        found: dict[str, tuple[ast.stmt, ast.alias]] = {}
        for statement in self.tree.body:
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                for alias in statement.names:
                    found[bound_name(alias)] = (statement, alias)
        counts = self.binding_counts()
        return {name: pair for name, pair in found.items() if counts.get(name) == 1}

    def binding_counts(self) -> dict[str, int]:
        """How many places of the whole file bind each name, in whatever scope."""
        counts: dict[str, int] = {}
        for node in ast.walk(self.tree):
            for name in _bindings(node):
                counts[name] = counts.get(name, 0) + 1
        return counts


def _bindings(node: ast.AST) -> list[str]:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [bound_name(alias) for alias in node.names]
    if isinstance(node, ast.Name):
        return [] if isinstance(node.ctx, ast.Load) else [node.id]
    if isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.ExceptHandler)):
        return [node.name] if node.name else []
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        return list(node.names)
    if isinstance(node, (ast.MatchAs, ast.MatchStar)):
        return [node.name] if node.name else []
    if isinstance(node, ast.MatchMapping):
        return [node.rest] if node.rest else []
    return []


def _reads_source(decorator: str) -> bool:
    return any(word in decorator.lower() for word in ("jit", "kernel", "script"))


def bound_name(alias: ast.alias) -> str:
    return alias.asname or alias.name.split(".")[0]


@dataclass
class Edits:
    """Replacements of byte ranges, applied at once; they must not overlap."""

    source: Source
    changes: list[tuple[int, int, str]] = field(default_factory=list)

    def replace(self, start: int, end: int, text: str) -> None:
        self.changes.append((start, end, text))

    def replace_node(self, node: ast.AST, text: str) -> None:
        self.replace(self.source.start(node), self.source.end(node), text)

    def result(self) -> str:
        data = self.source.data
        parts: list[bytes] = []
        at = 0
        for start, end, text in sorted(self.changes, key=lambda change: change[:2]):
            assert start >= at, "edits overlap"
            parts += [data[at:start], text.encode()]
            at = end
        return b"".join([*parts, data[at:]]).decode()


class Names:
    """Words that a file does not use yet."""

    WORDS = "value item part state current entry piece result block unit stage field"

    def __init__(self, source: Source, random: Random) -> None:
        self.taken = source.identifiers | set(dir(builtins)) | set(keyword.kwlist)
        self.random = random

    def fresh(self, prefix: str = "") -> str:
        while True:
            word = self.random.choice(self.WORDS.split())
            name = f"{prefix}{word}_{self.random.randrange(1000)}"
            if name not in self.taken:
                self.taken.add(name)
                return name


def parse(path: str, data: bytes) -> Source | None:
    """None for a file that can not be edited by position: it is then left alone."""
    if b"\r" in data or b"\x0c" in data or data.startswith(b"\xef\xbb\xbf"):
        return None
    try:
        return Source(path, data.decode())
    except (SyntaxError, ValueError, RecursionError):
        return None


def is_docstring(source: Source, node: ast.AST) -> bool:
    return isinstance(source.parents.get(node), ast.Expr)


def whole_lines(source: Source, node: ast.stmt) -> tuple[int, int] | None:
    """The bytes of the lines that `node` has to itself, with its decorators."""
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(d.lineno for d in decorators)])
    start = source.line_starts[first - 1]
    end = source.data.find(b"\n", source.end(node))
    end = len(source.data) if end < 0 else end + 1
    before = source.data[start : source.line_starts[first - 1] + node.col_offset]
    after = source.data[source.end(node) : end].strip()
    if before.strip() or (after and not after.startswith(b"#")):
        return None
    return start, end
