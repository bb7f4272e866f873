from .blocks import Block
from .wrappers import steady

__all__ = ["Block", "steady"]
