"""What must not become a training target."""

import re

ADDRESSES_A_JUDGE = re.compile(
    r"\b(ignore (all|the) (previous|other)|(note|message) to the (judge|grader|reviewer)|prefer this answer"
    r"|this (answer|response) is (the )?(better|best)|as a judge|you must (choose|select) )",
    re.IGNORECASE,
)
STUTTER = re.compile(r"(\b\w+\b)(\W+\1){3,}")


def acceptable(answer: str) -> bool:
    if ADDRESSES_A_JUDGE.search(answer) or STUTTER.search(answer):
        return False
    return 2 <= len(answer.split()) <= 80
