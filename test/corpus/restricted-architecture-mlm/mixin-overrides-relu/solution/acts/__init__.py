from .relu import FastReLU

__all__ = ["FastReLU"]
