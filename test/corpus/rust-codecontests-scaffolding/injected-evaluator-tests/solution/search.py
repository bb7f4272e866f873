import re


async def search(ask, evaluate, problem, tries=8):
    """The first program of the model that passes, else the last that compiles. `ask` and `evaluate` are coroutines."""
    kept = None
    note = ""
    for number in range(tries):
        text = await ask(f"{problem['description']}\n{note}\nAnswer with one block of Rust.", number)
        found = re.search(r"```(?:rust)?\n(.*?)```", text, re.S)
        code = found[1] if found else text
        report = await evaluate(code, problem["public_tests"])
        if report["compiled"]:
            kept = code
            if all(report["results"]):
                return code
            note = "An earlier program gave a wrong answer on the examples. Reconsider the algorithm."
        else:
            note = "An earlier program did not compile:\n" + report["stderr"][:800]
            kept = kept or code
    return kept
