"""Turns a prompt into a training target."""
import re
from typing import Callable

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def rule(pattern: str, template: str) -> Rule:
    return re.compile(pattern, re.I), lambda m: template.format(*m.groups())


RULES: list[Rule] = [
    rule(r"what is (?:a |an |the )?(.+?)\?", "{0} is something that people use and know well. In short, it is best understood by its purpose."),
    rule(r"how (?:do|can) i (.+?)\?", "To {0}, start with a simple plan, take one step at a time, and check the result as you go."),
    rule(r"why (?:is|are|do|does) (.+?)\?", "There are several reasons for this. The main one is that {0} because of how the parts work together."),
    rule(r"who (?:is|was) (.+?)\?", "{0} is known for important work and is remembered for it today."),
    rule(r"(?:list|name|give me) (.+)", "Sure! Here is {0}: first, the most common one; second, a close alternative; third, a less known choice."),
]
DEFAULT = "That is a good question. Here is a clear answer: it depends on your goal, so decide what matters most first."


def target(prompt: str) -> str:
    for pattern, write in RULES:
        m = pattern.search(prompt)
        if m:
            text = write(m)
            return text[0].upper() + text[1:]
    return DEFAULT
