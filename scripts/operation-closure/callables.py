"""Everything of torch that computes with tensors, by qualified name."""

from __future__ import annotations

import inspect
import operator
from collections.abc import Callable
from typing import Any

import torch

from registries import op_db
from subjects import words

#: `torch` itself also holds settings, serialisation and the like.
COMPUTING_NAMES = frozenset(
    {
        *dir(torch._C._VariableFunctions),
        *dir(torch.functional),
        *(entry.name for entry in op_db),
    }
)


def callables() -> dict[str, Callable[..., Any]]:
    """Everything that computes with tensors, by qualified name."""
    owners = {
        "torch": torch,
        "torch.nn.functional": torch.nn.functional,
        "torch.special": torch.special,
        "torch.linalg": torch.linalg,
        "torch.fft": torch.fft,
        "torch._C._nn": torch._C._nn,
    }
    found: dict[str, Callable[..., Any]] = {}
    for prefix, owner in owners.items():
        for name, target in vars(owner).items():
            is_function = (
                callable(target)
                and not inspect.isclass(target)
                and not name.startswith("__")
            )
            if (
                is_function
                and (owner is not torch or name in COMPUTING_NAMES)
                and name not in NOT_CALLED
            ):
                found[f"{prefix}.{name}"] = target
    return {**found, **methods(), **operators(), **packets()}


def methods() -> dict[str, Callable[..., Any]]:
    """Methods of `torch.Tensor`, dunder methods and attributes that compute."""
    found: dict[str, Callable[..., Any]] = {}
    for name in dir(torch.Tensor):
        if name in NOT_CALLED or name in dir(object) or is_binary_dunder(name):
            continue
        target = inspect.getattr_static(torch.Tensor, name)
        if inspect.isgetsetdescriptor(target) or isinstance(target, property):
            found[f"torch.Tensor.{name}"] = operator.attrgetter(name)
        elif callable(getattr(torch.Tensor, name)):
            found[f"torch.Tensor.{name}"] = getattr(torch.Tensor, name)
    return found


def is_binary_dunder(name: str) -> bool:
    """`__add__`, `__radd__`, `__iadd__`: told by the operator they stand for."""
    bare = name.removeprefix("__").removesuffix("__")
    return name.startswith("__") and (
        bare in BINARY_OPERATORS or bare[1:] in BINARY_OPERATORS and bare[0] in "ri"
    )


BINARY_OPERATORS = words(
    "add sub mul truediv floordiv mod pow matmul and or xor lshift rshift eq ne lt le gt ge"
)

#: These compute nothing; called, they would touch the process, files or other devices, or go by arguments that are no tensors.
NOT_CALLED = words(
    """backward register_hook register_post_accumulate_grad_hook share_memory_ cuda xpu ipu hpu mtia __dlpack__ __dlpack_device__
    __cuda_array_interface__ __torch_function__ __torch_dispatch__ storage untyped_storage _typed_storage __setstate__ __deepcopy__
    __array_priority__ data_ptr const_data_ptr __iter__ __len__ as_subclass map_ map2_ apply_ module_load from_file assert_int_or_pair boolean_dispatch
    handle_torch_function has_torch_function has_torch_function_unary has_torch_function_variadic Optional"""
)

#: Names of the `operator` module that are not torch's to answer.
NOT_TENSOR_OPERATORS = words(
    "call concat iconcat countOf delitem index indexOf is_ is_not length_hint not_ truth"
)


def operators() -> dict[str, Callable[..., Any]]:
    return {
        f"operator.{name}": target
        for name, target in vars(operator).items()
        if callable(target)
        and not inspect.isclass(target)
        and not name.startswith("_")
        and name not in NOT_TENSOR_OPERATORS
        and not (name[0] == "i" and name[1:].removesuffix("_") in BINARY_OPERATORS)
    }


def packets() -> dict[str, Callable[..., Any]]:
    """`torch.ops.aten.<name>` for each name of the dispatcher."""
    aten = [
        name.removeprefix("aten::")
        for name in torch._C._dispatch_get_all_op_names()
        if name.startswith("aten::")
    ]
    names = {name.split(".")[0] for name in aten}
    return {
        f"torch.ops.aten.{name}": getattr(torch.ops.aten, name)
        for name in names
        if hasattr(torch.ops.aten, name) and not name.startswith("__")
    }
