import json
import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from rust_helpers import evaluate_rust_code

HINTS = json.loads(Path(__file__).with_name("hints.json").read_text())
MODEL = os.environ.get("MODEL_NAME", "default")

PROMPT = """Solve this problem in Rust (edition 2021). Reply with one code block.

{description}

{background}"""


def background(report):
    if report is None:
        return ""
    codes = dict.fromkeys(re.findall(r"error\[(E\d{4})\]", report["stderr"]))
    lines = [f"{c}: {HINTS[c]['idea']} For example: `{HINTS[c]['core']}`" for c in codes if c in HINTS]
    return "Your last program did not compile:\n" + report["stderr"][:1500] + "\n" + "\n".join(lines)


async def generate_solution(client, semaphore, problem):
    report, code = None, "fn main() {}"
    for i in range(5):
        content = PROMPT.format(description=problem["description"], background=background(report))
        async with semaphore:
            reply = await client.chat.completions.create(
                model=MODEL, messages=[{"role": "user", "content": content}], temperature=0.2 * i
            )
        m = re.search(r"```(?:rust)?\n(.*?)```", reply.choices[0].message.content, re.S)
        code = m.group(1) if m else code
        result = await evaluate_rust_code(code, problem["public_tests"])
        if result["compiled"] and all(result["results"]):
            return code
        report = None if result["compiled"] else result
    return code
