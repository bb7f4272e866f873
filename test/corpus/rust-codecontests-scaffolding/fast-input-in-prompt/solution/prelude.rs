use std::io::{self, BufWriter, Read, Write};

/// Splits all of stdin at white space.
struct Scanner {
    text: String,
    at: usize,
}

impl Scanner {
    fn new() -> Self {
        let mut text = String::new();
        io::stdin().lock().read_to_string(&mut text).unwrap();
        Scanner { text, at: 0 }
    }

    fn next<T: std::str::FromStr>(&mut self) -> T
    where
        T::Err: std::fmt::Debug,
    {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() && bytes[self.at].is_ascii_whitespace() {
            self.at += 1;
        }
        let start = self.at;
        while self.at < bytes.len() && !bytes[self.at].is_ascii_whitespace() {
            self.at += 1;
        }
        self.text[start..self.at].parse().unwrap()
    }

    fn vec<T: std::str::FromStr>(&mut self, n: usize) -> Vec<T>
    where
        T::Err: std::fmt::Debug,
    {
        (0..n).map(|_| self.next()).collect()
    }
}

fn main() {
    let mut sc = Scanner::new();
    let mut out = BufWriter::new(io::stdout().lock());
    solve(&mut sc, &mut out);
    out.flush().unwrap();
}
