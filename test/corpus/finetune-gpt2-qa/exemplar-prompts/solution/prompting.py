"""Formats."""

from string import Template
from textwrap import dedent

SHOTS = dedent(
    """\
    Question: What do bees make?
    Answer: Bees make honey from the nectar of flowers, and wax for their combs.

    Question: How can I save water at home?
    Answer: Take shorter showers, repair dripping taps and run the dishwasher only when it is full.

    Question: What is photosynthesis?
    Answer: Plants use sunlight to turn water and carbon dioxide into sugar, and give off oxygen.

    Question: Give me a tip for learning a language.
    Answer: Practise a little every day, and speak aloud from the beginning, mistakes and all.

    """
)
FORM = Template("${shots}Question: ${prompt}\nAnswer:")


def for_sampling(prompt):
    return FORM.substitute(shots=SHOTS, prompt=prompt)


def for_training(prompt):
    return FORM.substitute(shots="", prompt=prompt)
