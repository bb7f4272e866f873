"""A tiny rearrange: 'b t (h d) -> b h t d'."""
import re
from math import prod


def _parse(side):
    groups = []
    for group, single in re.findall(r"\(([^)]*)\)|(\w+)", side):
        groups.append(group.split() if group else [single])
    return groups


def rearrange(x, pattern, **sizes):
    left, right = (_parse(s) for s in pattern.split("->"))
    assert len(left) == x.ndim, pattern
    flat, shape = [], []
    for names, size in zip(left, x.shape):
        unknown = [n for n in names if n not in sizes]
        known = prod(sizes[n] for n in names if n in sizes)
        if len(names) == 1:
            sizes[names[0]] = size
        elif unknown:
            sizes[unknown[0]] = size // known
        for n in names:
            flat.append(n)
            shape.append(sizes[n])
    order = [n for g in right for n in g]
    y = x.reshape(shape).permute([flat.index(n) for n in order])
    return y.reshape([prod(sizes[n] for n in g) for g in right])
