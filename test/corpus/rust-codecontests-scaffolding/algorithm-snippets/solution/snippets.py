"""General building blocks, by topic words in the statement."""

SNIPPETS = {
    ("connected", "component", "merge", "union"): r"""
struct Dsu { p: Vec<usize>, n: Vec<usize> }
impl Dsu {
    fn new(n: usize) -> Self { Dsu { p: (0..n).collect(), n: vec![1; n] } }
    fn find(&mut self, x: usize) -> usize {
        let mut r = x;
        while self.p[r] != r { r = self.p[r]; }
        let mut x = x;
        while self.p[x] != r { let y = self.p[x]; self.p[x] = r; x = y; }
        r
    }
    fn join(&mut self, a: usize, b: usize) -> bool {
        let (mut a, mut b) = (self.find(a), self.find(b));
        if a == b { return false; }
        if self.n[a] < self.n[b] { std::mem::swap(&mut a, &mut b); }
        self.p[b] = a;
        self.n[a] += self.n[b];
        true
    }
}
""",
    ("range", "sum", "query", "inversion"): r"""
struct Fenwick { t: Vec<i64> }
impl Fenwick {
    fn new(n: usize) -> Self { Fenwick { t: vec![0; n + 1] } }
    fn add(&mut self, i: usize, v: i64) { let mut i = i + 1; while i < self.t.len() { self.t[i] += v; i += i & i.wrapping_neg(); } }
    fn sum(&self, i: usize) -> i64 { let (mut i, mut s) = (i, 0); while i > 0 { s += self.t[i]; i &= i - 1; } s }
}
""",
    ("modulo", "10^9", "1000000007", "998244353"): r"""
fn power(mut b: u64, mut e: u64, m: u64) -> u64 {
    let mut r = 1 % m;
    b %= m;
    while e > 0 { if e & 1 == 1 { r = r * b % m; } b = b * b % m; e >>= 1; }
    r
}
""",
    ("divisor", "gcd", "coprime"): r"""
fn gcd(a: u64, b: u64) -> u64 { if b == 0 { a } else { gcd(b, a % b) } }
""",
}


def relevant(description, limit=2):
    text = description.lower()
    hits = [(sum(w in text for w in words), code) for words, code in SNIPPETS.items()]
    return [code for n, code in sorted(hits, key=lambda h: -h[0]) if n][:limit]
