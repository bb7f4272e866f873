"""The sample inputs that torch's own tests run by: of functions, layers and optimisers."""

from __future__ import annotations

import sys
import unittest
from types import SimpleNamespace

# They import the package that torch's tests build on; nothing of it is used here.
sys.modules.setdefault(
    "expecttest",
    SimpleNamespace(TestCase=unittest.TestCase),  # type: ignore[arg-type]
)

from torch.testing._internal.common_methods_invocations import op_db
from torch.testing._internal.common_modules import module_db
from torch.testing._internal.common_optimizers import optim_db

__all__ = ["module_db", "op_db", "optim_db"]
