"""Pairs of question and answer about Rust itself, for the beginning of every conversation."""

IDIOMS = [
    (
        "How do I print 200000 numbers without being slow?",
        "Lock stdout once and buffer:\n```rust\nuse std::io::Write;\nlet out = std::io::stdout();\n"
        "let mut out = std::io::BufWriter::new(out.lock());\nwriteln!(out, \"{}\", x).unwrap();\n```",
    ),
    (
        "I index a vector with an i64 and it does not compile.",
        "Indices are `usize`: write `a[i as usize]`, and test for negative values before the cast.",
    ),
    (
        "My program panics with 'attempt to subtract with overflow'.",
        "Unsigned subtraction below zero panics. Use `i64`, `saturating_sub` or `checked_sub`.",
    ),
    (
        "How do I sort by the second field, descending?",
        "```rust\nv.sort_by(|a, b| b.1.cmp(&a.1));\n// or\nv.sort_by_key(|p| std::cmp::Reverse(p.1));\n```",
    ),
]


def opening():
    for question, answer in IDIOMS:
        yield {"role": "user", "content": question}
        yield {"role": "assistant", "content": answer}
