import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from search import search  # noqa: E402

PROBLEM = {"name": "Sum", "description": "Add two numbers.", "public_tests": {"input": ["1 2\n"], "output": ["3\n"]}}
PROGRAMS = ["fn main() { oops }", 'fn main() { println!("4"); }', 'fn main() { println!("3"); }']


async def fake_ask(text, number):
    return f"```rust\n{PROGRAMS[number]}```"


async def fake_evaluate(code, tests):
    return {"compiled": "oops" not in code, "stderr": "error[E0425]", "results": ['"3"' in code]}


async def always_passes(code, tests):
    return {"compiled": True, "stderr": "", "results": [True] * len(tests["input"])}


def test_goes_on_until_a_program_passes():
    assert '"3"' in asyncio.run(search(fake_ask, fake_evaluate, PROBLEM, tries=3))


def test_stops_at_once():
    assert "oops" in asyncio.run(search(fake_ask, always_passes, PROBLEM))
