from itertools import islice

KINDS = ("public_tests",)


def merged(*groups):
    total = {"input": [], "output": []}
    for group in groups:
        for side in total:
            total[side] += group.get(side, [])
    return total


def examples_of(problem):
    """The examples of the statement. Private and generated tests are the scorer's, and not ours to see."""
    return merged(*(problem[kind] for kind in KINDS if kind in problem))


def as_text(tests, limit=3):
    pairs = islice(zip(tests["input"], tests["output"]), limit)
    return "\n".join(f"<example>\n<input>\n{i}</input>\n<output>\n{o}</output>\n</example>" for i, o in pairs)
