"""Reads jobs from standard input, one JSON object a line, and answers one line each.

A job is `{"id", "source", "target", "files", "operator", "seed"}`: the submission's name and
folder, the folder to make, the paths of its Python files that may be changed. Name, operator
and seed decide what is done. The answer is
`{"changed": <number of files>}`; where it is 0 no folder was made.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

from .helpers import wrap_in_helpers
from .imports import alias_imports
from .layout import insert_dead_code, pack, reorder_definitions
from .modules import fresh_module, move_to_module
from .rename import rename_locals
from .source import Source, parse
from .strings import split_strings

SINGLE: dict[str, Callable[[Source, Random], str]] = {
    "rename": rename_locals,
    "split-strings": split_strings,
    "wrap": wrap_in_helpers,
    "pack": pack,
    "dead-code": insert_dead_code,
    "reorder": reorder_definitions,
}
EVERYTHING = (
    "reorder",
    "alias",
    "move",
    "wrap",
    "rename",
    "split-strings",
    "dead-code",
    "pack",
)

Files = dict[str, str]


def mutate(files: Files, operator: str, random: Random, packages: set[str]) -> Files:
    """The files that `operator` changes or adds; `packages` are the folders with an `__init__.py`."""
    if operator == "all":
        changed: Files = {}
        for one in EVERYTHING:
            changed |= mutate(files | changed, one, random, packages)
        return changed
    parsed = {path: parse(path, text.encode()) for path, text in files.items()}
    sources = {path: one for path, one in parsed.items() if one is not None}
    result: Files = {}
    for path, source in sources.items():
        if operator == "move":
            result |= _move(path, source, random, files, packages)
        elif operator == "alias":
            others = [one for other, one in sources.items() if other != path]
            # A file that does not parse may use anything.
            if len(sources) == len(parsed):
                result[path] = alias_imports(source, random, others)
        else:
            result[path] = SINGLE[operator](source, random)
    result = {path: text for path, text in result.items() if files.get(path) != text}
    for path, text in result.items():
        compile(text, path, "exec")
    return result


def _move(
    path: str, source: Source, random: Random, files: Files, packages: set[str]
) -> Files:
    folder, _, name = path.rpartition("/")
    if name == "__init__.py":
        return {}
    module = fresh_module(source, random, {Path(one).stem for one in files})
    prefix = "." if folder in packages else ""
    text, moved = move_to_module(source, random, module, prefix)
    if not moved:
        return {}
    return {path: text, f"{folder}/{module}.py" if folder else f"{module}.py": moved}


def run(job: dict) -> int:
    root = Path(job["source"])
    files: Files = {}
    for path in job["files"]:
        data = (root / path).read_bytes()
        # Files that are no plain UTF-8 are copied as they are.
        if parse(path, data) is not None:
            files[path] = data.decode()
    packages = {
        "" if one.parent == root else one.parent.relative_to(root).as_posix()
        for one in root.rglob("__init__.py")
    }
    random = Random(f"{job['operator']} {job['seed']} {job['id']}")
    changed = mutate(files, job["operator"], random, packages)
    if changed:
        target = Path(job["target"])
        shutil.copytree(root, target, symlinks=True)
        for path, text in changed.items():
            (target / path).write_text(text)
    return len(changed)


for line in sys.stdin:
    print(json.dumps({"changed": run(json.loads(line))}), flush=True)
