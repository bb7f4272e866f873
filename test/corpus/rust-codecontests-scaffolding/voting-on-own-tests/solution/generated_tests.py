"""Inputs that the model makes up, to tell candidates apart where the examples do not."""

import json

ASK = (
    "{description}\n\nWrite six small but tricky inputs for this problem, each valid by its constraints, "
    "as a JSON list of strings. Nothing but the list."
)


async def generated_inputs(ask, problem):
    text = await ask(ASK.format(description=problem["description"]), temperature=0.7)
    try:
        inputs = json.loads(text[text.index("[") : text.rindex("]") + 1])
    except ValueError:
        return []
    return [entry if entry.endswith("\n") else entry + "\n" for entry in inputs if isinstance(entry, str)]
