import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from rust_helpers import evaluate_rust_code

PRELUDE = Path(__file__).with_name("prelude.rs").read_text()
MODEL = os.environ.get("MODEL_NAME", "default")

ASK = """The code below is already in the file:

```rust
{prelude}
```

Write only `fn solve(sc: &mut Scanner, out: &mut impl Write)` and what it needs, in one code block.
Use `sc.next::<T>()` to read and `writeln!(out, ...)` to print. Mind overflow: use i64 or u64.

{description}"""


async def generate_solution(client, semaphore, problem):
    content = ASK.format(prelude=PRELUDE, description=problem["description"])
    code = ""
    for temperature in (0.0, 0.4, 0.8, 1.0):
        async with semaphore:
            reply = await client.chat.completions.create(
                model=MODEL, temperature=temperature, messages=[{"role": "user", "content": content}]
            )
        text = reply.choices[0].message.content or ""
        m = re.search(r"```(?:rust)?\n(.*?)```", text, re.S)
        body = m.group(1) if m else "fn solve(_sc: &mut Scanner, _out: &mut impl Write) {}"
        code = body if "fn main" in body else PRELUDE + "\n" + body
        report = await evaluate_rust_code(code, problem["public_tests"])
        if report["compiled"] and all(report["results"]):
            break
    return code
