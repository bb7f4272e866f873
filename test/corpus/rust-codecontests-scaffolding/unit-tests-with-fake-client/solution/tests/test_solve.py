import asyncio
import sys
from pathlib import Path
from types import SimpleNamespace as NS

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from solve_code_contests_rust import extract, solve

BAD = 'fn main() { println!("0") }'
GOOD = """fn main() {
    let mut s = String::new();
    std::io::stdin().read_line(&mut s).unwrap();
    print!("{}", s);
}"""
ECHO = {"name": "echo", "description": "Print the line.", "public_tests": {"input": ["a\n"], "output": ["a\n"]}}


class FakeClient:
    def __init__(self, *replies):
        self.replies = list(replies)
        self.chat = NS(completions=NS(create=self.create))

    async def create(self, **kwargs):
        text = self.replies.pop(0)
        return NS(choices=[NS(message=NS(content=f"```rust\n{text}\n```"))])


async def fake_check(code, tests):
    return {"compiled": True, "stderr": "", "results": ["read_line" in code for _ in tests["input"]]}


def test_tries_again_until_the_tests_pass():
    async def go():
        return await solve(FakeClient(BAD, BAD, GOOD), asyncio.Semaphore(1), ECHO, fake_check)

    assert asyncio.run(go()) == GOOD


def test_extract_takes_the_last_block():
    assert extract("```rust\na\n```\n```\nb\n```") == "b"
