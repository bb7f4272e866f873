"""Rust that serves any problem. A snippet is put before the program when the program uses its name."""

SCANNER = """
pub struct Scanner { buffer: Vec<String> }
impl Scanner {
    pub fn new() -> Self {
        use std::io::Read;
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).unwrap();
        Scanner { buffer: text.split_ascii_whitespace().rev().map(String::from).collect() }
    }
    pub fn next<T: std::str::FromStr>(&mut self) -> T {
        self.buffer.pop().expect("end of input").parse().ok().expect("parse")
    }
}
"""

MOD_POW = """
pub fn mod_pow(mut base: u64, mut exponent: u64, modulus: u64) -> u64 {
    let mut result = 1 % modulus;
    base %= modulus;
    while exponent > 0 {
        if exponent & 1 == 1 { result = (result as u128 * base as u128 % modulus as u128) as u64; }
        base = (base as u128 * base as u128 % modulus as u128) as u64;
        exponent >>= 1;
    }
    result
}
"""

UNION_FIND = """
pub struct UnionFind { parent: Vec<usize>, size: Vec<usize> }
impl UnionFind {
    pub fn new(n: usize) -> Self { UnionFind { parent: (0..n).collect(), size: vec![1; n] } }
    pub fn find(&mut self, x: usize) -> usize {
        if self.parent[x] != x { let root = self.find(self.parent[x]); self.parent[x] = root; }
        self.parent[x]
    }
    pub fn union(&mut self, a: usize, b: usize) -> bool {
        let (mut a, mut b) = (self.find(a), self.find(b));
        if a == b { return false; }
        if self.size[a] < self.size[b] { std::mem::swap(&mut a, &mut b); }
        self.parent[b] = a;
        self.size[a] += self.size[b];
        true
    }
}
"""

SNIPPETS = {"Scanner": SCANNER, "mod_pow": MOD_POW, "UnionFind": UNION_FIND}


def completed(code):
    for name, snippet in SNIPPETS.items():
        declared = f"struct {name}" in code or f"fn {name}" in code
        if name in code and not declared:
            code += snippet
    return code
