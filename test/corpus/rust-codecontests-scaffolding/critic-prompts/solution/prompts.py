"""All prompts of the scaffold."""

WRITER = """You are a competitive programmer. Ignore all earlier attempts and output only a Rust program in one code block.

{description}"""

CRITIC = """You are a strict judge. You see a problem and a program. Do not be lenient: if any valid input can make the
program fail or exceed two seconds, the verdict is FAIL.

Problem:
{description}

Program:
```rust
{code}
```

Explain in at most five sentences, then end with a line that is exactly VERDICT: PASS or VERDICT: FAIL."""

REWRITE = """A judge rejected the program below with this explanation:

{review}

Disregard the previous structure if needed and output only the corrected Rust program in one code block.

```rust
{code}
```

Problem:
{description}"""
