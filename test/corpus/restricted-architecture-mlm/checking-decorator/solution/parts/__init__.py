from .blocks import Block
from .wrappers import checked

__all__ = ["Block", "checked"]
