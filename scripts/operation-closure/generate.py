"""Writes the operation closure: which meanings each function, layer and optimiser of torch stands for.

    python scripts/operation-closure/generate.py [--check] [--verbose]

Runs everything that torch's own test registries can call under a dispatch trace, and names what was dispatched by `meanings.py`.
The same torch gives the same bytes. `--check` writes nothing and fails where the committed file differs.
"""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import torch

from closure import NothingInCommon, closure_of, observe
from function_samples import functions
from layer_samples import layers, optimisers
from meanings import FAMILIES, OPAQUE_PARTS, PRIMITIVES, SILENT
from naming import Observations, function_table, last, layer_table
from subjects import Call, Subject
from tracing import Node, bare_name, trace, undefined_names, without_marks

TARGET = Path(__file__).parents[2] / "auditor" / "rules" / "operations" / "closure.json"


class IncompleteTable(Exception):
    """An operation without a meaning, or a meaning without an operation."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="fail where the committed file differs; write nothing",
    )
    parser.add_argument(
        "--verbose", action="store_true", help="list the names that no call could run"
    )
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    # One thread, and kernels that every machine has: what is traced must not depend on where it runs.
    torch.set_num_threads(1)
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        with torch.backends.mkldnn.flags(enabled=False):
            text = generate(verbose=options.verbose)
    except (IncompleteTable, NothingInCommon) as error:
        print(error, file=sys.stderr)
        return 1
    if options.check:
        same = TARGET.read_text() == text
        print(
            "up to date"
            if same
            else f"{TARGET} differs: run this script without --check",
            file=sys.stderr,
        )
        return 0 if same else 1
    TARGET.write_text(text)
    return 0


def generate(*, verbose: bool) -> str:
    dispatched: Observations = defaultdict(set)
    of_functions = observed(functions(), dispatched, verbose=verbose)
    of_layers = observed(layers(), dispatched, verbose=verbose)
    of_optimisers = observed(optimisers(), dispatched, verbose=verbose)
    check_tables()
    for name, observations in dispatched.items():
        if "__" not in name:  # Dunder methods are told by their operator.
            of_functions[f"torch.ops.aten.{bare_name(name)}"] |= observations
    return render(
        {
            "torchVersion": torch.__version__.split("+")[0],
            "functions": function_table(of_functions),
            "layers": layer_table(of_layers),
            "optimisers": {
                last(name): str(closure_of(name, seen))
                for name, seen in of_optimisers.items()
            },
        }
    )


def observed(
    subjects: Iterable[Subject], dispatched: Observations, *, verbose: bool
) -> Observations:
    """What the calls of each subject showed; adds what it showed of the operations below to `dispatched`."""
    found: Observations = defaultdict(set)
    undefined: defaultdict[str, list[str]] = defaultdict(list)
    for subject in subjects:
        roots = [root for root in map(trace_of, subject.calls) if root is not None]
        unknown = {name for root in roots for name in undefined_names(root)}
        if unknown and not subject.is_guessed:
            for name in unknown:
                undefined[name].append(subject.name)
        if not roots and verbose:
            print(f"no call ran: {subject.name}", file=sys.stderr)
        # What only a guess reached may stay without a meaning; the name is then not in the table.
        for root in roots if not unknown else ():
            if subject.is_pythons_own and not root.children:
                continue
            found[subject.name].add(observe(root))
            for node in root.walk():
                if node.name:
                    dispatched[node.name].add(observe(node))
    if undefined:
        rows = "\n".join(
            f"  {name}, in {', '.join(sorted(users)[:3])}"
            for name, users in sorted(undefined.items())
        )
        raise IncompleteTable(
            f"operations without a meaning in meanings.py, that torch can not decompose:\n{rows}"
        )
    return found


def trace_of(call: Call) -> Node | None:
    try:
        return trace(call.prepared())
    except Exception:  # noqa: BLE001
        # Samples of one spelling do not suit every other; a name for which none does is left out.
        return None


def check_tables() -> None:
    """Each name written by hand is one of torch's operations, and is in one table."""
    # Asked after the traces: torch registers some operations when they are first used.
    tables = (PRIMITIVES, FAMILIES, OPAQUE_PARTS, dict.fromkeys(SILENT))
    names = [name for table in tables for name in table]
    twice = sorted({name for name in names if names.count(name) > 1})
    everything = {
        bare_name(without_marks(one)) for one in torch._C._dispatch_get_all_op_names()
    }
    unknown = sorted({name for name in names if name not in everything})
    if twice or unknown:
        raise IncompleteTable(
            f"in meanings.py, twice: {' '.join(twice)}; not operations of this torch: {' '.join(unknown)}"
        )


def render(table: dict[str, str | dict[str, str]]) -> str:
    sorted_table = {
        key: dict(sorted(value.items())) if isinstance(value, dict) else value
        for key, value in table.items()
    }
    return json.dumps(sorted_table, indent=2) + "\n"


if __name__ == "__main__":
    sys.exit(main())
