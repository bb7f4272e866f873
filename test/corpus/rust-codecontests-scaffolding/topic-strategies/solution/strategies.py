"""Advice by topic; the topic is told by what the statement says."""

TOPICS = {
    ("tree", "vertices"): "Prefer an iterative depth-first search: the default stack is too small for deep recursion.",
    ("shortest", "path"): "Dijkstra with `BinaryHeap<Reverse<(u64, usize)>>` is usually what is wanted.",
    ("modulo",): "Keep values reduced and use `u64`; multiply in `u128` if the modulus may exceed 32 bits.",
    ("substring",): "Work on bytes (`s.as_bytes()`), not on chars.",
    ("permutation",): "Think of cycles, inversions and the inverse permutation.",
    ("maximum", "minimum"): "Ask whether a binary search over the answer or a greedy exchange argument applies.",
}
DEFAULT = "Check the constraints first and choose an algorithm that fits into two seconds."


def matching(description):
    text = description.lower()
    advice = [line for words, line in TOPICS.items() if all(word in text for word in words)]
    return "\n".join(f"- {line}" for line in advice or [DEFAULT])
