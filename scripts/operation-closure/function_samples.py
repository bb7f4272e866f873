"""Functions, methods, operators and operator packets, with the arguments to call them by.

Arguments are those of torch's own test registry; a name that it does not know is tried with a few generic ones.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import torch

from callables import callables
from registries import op_db
from subjects import SEED, Call, Subject

#: Sample calls of one entry of the registry: enough that every option is met, few enough for seconds.
MAXIMUM_SAMPLES = 60
#: Tried in this order: the first that an entry supports is the one that most programs use.
DTYPES = (torch.float32, torch.int64, torch.bool, torch.complex64)

Arguments = tuple[tuple[Any, ...], dict[str, Any]]


def functions() -> Iterator[Subject]:
    """Functions, methods, operators and `torch.ops.aten` packets. A name may come twice."""
    # As the registry calls them: some functions take their arguments in another order there.
    for entry in op_db:
        if entry.name.startswith(("__", "signal.")):
            continue  # Dunder methods are told by their operator; windows are constants.
        calls = tuple(
            Call(entry.op, *arguments) for arguments in sample_arguments(entry)
        )
        yield Subject(
            f"torch.{entry.name.removeprefix('torch.').removesuffix('.default')}", calls
        )
    known = registered_arguments()
    for name, target in sorted(callables().items()):
        last = name.rsplit(".", 1)[1]
        arguments = known.get(name.removeprefix("torch.")) or known.get(
            last.removesuffix("_")
        )
        if arguments is not None:
            yield Subject(name, tuple(Call(target, *one) for one in arguments))
        elif not name.startswith("torch.ops.") and (
            not INTERNAL.match(last) or last.endswith("__")
        ):
            rows = [
                row
                for row in generic_arguments()
                if not name.startswith("operator.") or holds_only_tensors(row)
            ]
            yield Subject(
                name, tuple(Call(target, row) for row in rows), is_guessed=True
            )


#: Kernels and internals trust their arguments, so that a guess can end the process; those of vendors compute unseen.
INTERNAL = re.compile("_|(cudnn|fbgemm|miopen|mkldnn)_")


def holds_only_tensors(row: tuple[Any, ...]) -> bool:
    """On anything else an operator does what Python does, not torch."""
    return (
        row != ()
        and isinstance(row[0], torch.Tensor)
        and all(isinstance(one, (torch.Tensor, int)) for one in row)
    )


def registered_arguments() -> dict[str, list[Arguments]]:
    """Arguments of `op_db` by full name of the entry (`nn.functional.relu`) and, where none has that full name, by last name."""
    by_full_name: defaultdict[str, list[Arguments]] = defaultdict(list)
    by_last_name: defaultdict[str, list[Arguments]] = defaultdict(list)
    for entry in op_db:
        arguments = list(sample_arguments(entry))
        for name in {entry.name, *(alias.name for alias in entry.aliases)}:
            by_full_name[name].extend(arguments)
            by_last_name[name.rsplit(".", 1)[-1]].extend(arguments)
            by_last_name[name.replace(".", "_")].extend(arguments)
    return {**by_last_name, **by_full_name}


def sample_arguments(entry: Any) -> Iterator[Arguments]:
    torch.manual_seed(SEED)
    dtype = next((one for one in DTYPES if one in entry.dtypes), None)
    if dtype is None:
        return
    try:
        for sample in itertools.islice(
            entry.sample_inputs("cpu", dtype), MAXIMUM_SAMPLES
        ):
            yield (sample.input, *sample.args), dict(sample.kwargs)
    except (RuntimeError, NotImplementedError, AssertionError):
        # Entries for accelerators alone can not make their samples here.
        return


def generic_arguments() -> list[tuple[Any, ...]]:
    """Arguments for names without a registry entry."""
    generator = torch.Generator().manual_seed(SEED)
    x = torch.rand(4, 4, generator=generator) + torch.eye(4)
    integers = torch.tensor([[3, 1, 2, 0]] * 4)
    booleans = integers > 1
    image = torch.rand(1, 4, 4, 4, generator=generator)
    return [
        (x,), (x, x), (x, 2), (x, x, x), (x, 0, 1), (x, (4, 4)), (x, (1,)), (x, [0, 1]), (x, torch.float64),
        (integers,), (integers, integers), (integers, 2), (booleans,), (booleans, booleans), (x, booleans, 1.0), (x, booleans, x),
        (x, 0, integers), (x, 0, integers, x), (x, integers), (x, integers, x), ([x, x],), ([x, x], [x, x]), ([x, x], 2.0),
        ([x, x], [x, x], [x, x]), ([x, x], [x, x], 0.5), (image,), (image, 2), (image, 2, 2), (image, 2.0, 2), (image, [2, 2]),
        (torch.ones(2, 16, 49), (8, 8), (2, 2)), (image, (1, 1, 1, 1)), (image, (4, 4), 1), (x, image), (), (4,), (4, 4), ((4, 4),),
    ]  # fmt: skip
