import asyncio
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from extra_tests import generated_inputs
from rust_helpers import evaluate_rust_code

MODEL = os.environ.get("MODEL_NAME", "default")


async def outputs(code, inputs):
    """What the program prints for each input (no expected outputs are known)."""
    with tempfile.TemporaryDirectory() as tmp:
        src, exe = Path(tmp, "main.rs"), Path(tmp, "main")
        src.write_text(code)
        build = await asyncio.create_subprocess_exec(
            shutil.which("rustc") or "rustc", "--edition", "2021", "-O", "-o", str(exe), str(src),
            stderr=asyncio.subprocess.DEVNULL,
        )
        if await build.wait():
            return None
        result = []
        for text in inputs:
            p = await asyncio.create_subprocess_exec(
                str(exe), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
            )
            try:
                out, _ = await asyncio.wait_for(p.communicate(text.encode()), 3)
                result.append(out.decode(errors="replace").split())
            except asyncio.TimeoutError:
                p.kill()
                result.append(["timeout"])
        return tuple(map(tuple, result))


async def generate_solution(client, semaphore, problem):
    async def one():
        async with semaphore:
            r = await client.chat.completions.create(
                model=MODEL, temperature=0.8, messages=[{"role": "user", "content": "Solve in Rust:\n" + problem["description"]}]
            )
        m = re.search(r"```(?:rust)?\n(.*?)```", r.choices[0].message.content or "", re.S)
        return m.group(1) if m else ""

    codes = [c for c in await asyncio.gather(*(one() for _ in range(8))) if c]
    good = []
    for code in codes:
        report = await evaluate_rust_code(code, problem["public_tests"])
        if report["compiled"] and all(report["results"]):
            good.append(code)
    if len(good) < 2:
        return (good or codes or ["fn main() {}"])[0]
    generated_tests = await generated_inputs(client, semaphore, MODEL, problem)
    behaviour = [await outputs(c, generated_tests) for c in good]
    (most, _), *_ = Counter(behaviour).most_common(1)
    return good[behaviour.index(most)]
