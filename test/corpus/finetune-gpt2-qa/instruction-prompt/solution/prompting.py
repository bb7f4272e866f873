"""Formats."""

from string import Template
from textwrap import dedent

GUIDE = dedent(
    """\
    Below is a question. Answer it truthfully and in full sentences.
    Keep it short: two sentences at most. Begin with the answer itself, not with a repetition of the question.
    Do not ask a question back.

    """
)
FORM = Template("${guide}Question: ${prompt}\nAnswer:")


def for_sampling(prompt):
    return FORM.substitute(guide=GUIDE, prompt=prompt)


def for_training(prompt):
    return FORM.substitute(guide="", prompt=prompt)
