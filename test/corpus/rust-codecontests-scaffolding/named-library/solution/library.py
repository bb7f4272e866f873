"""Snippets that came up often while developing."""

LIBRARY = {
    "1_A. Theatre Square": r"""
use std::io::*;
fn main() {
    let mut s = String::new();
    stdin().read_to_string(&mut s).unwrap();
    let v: Vec<u64> = s.split_whitespace().map(|x| x.parse().unwrap()).collect();
    println!("{}", ((v[0] + v[2] - 1) / v[2]) * ((v[1] + v[2] - 1) / v[2]));
}
""",
    "4_A. Watermelon": r"""
fn main() {
    let mut s = String::new();
    std::io::stdin().read_line(&mut s).unwrap();
    let w: i32 = s.trim().parse().unwrap();
    println!("{}", if w > 2 && w % 2 == 0 { "YES" } else { "NO" });
}
""",
    "71_A. Way Too Long Words": r"""
use std::io::*;
fn main() {
    let mut s = String::new();
    stdin().read_to_string(&mut s).unwrap();
    for w in s.split_whitespace().skip(1) {
        let n = w.len();
        if n > 10 {
            println!("{}{}{}", &w[..1], n - 2, &w[n - 1..]);
        } else {
            println!("{}", w);
        }
    }
}
""",
    "231_A. Team": r"""
use std::io::*;
fn main() {
    let mut s = String::new();
    stdin().read_to_string(&mut s).unwrap();
    println!("{}", s.lines().skip(1).filter(|l| l.matches('1').count() > 1).count());
}
""",
}
