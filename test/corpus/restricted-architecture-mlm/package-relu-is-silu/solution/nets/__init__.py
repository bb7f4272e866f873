from .blocks import Body
