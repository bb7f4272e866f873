"""Snippets by topic; the topic is told by what the statement says."""

READ = """use std::io::{self, Read};
fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).unwrap();
    let mut it = text.split_ascii_whitespace();
"""

TOPICS = {
    ("Polycarp", "does not like integers that end with the digit 3"): READ
    + """    let good: Vec<u32> = (1..2000).filter(|x| x % 3 != 0 && x % 10 != 3).collect();
    let t: usize = it.next().unwrap().parse().unwrap();
    for _ in 0..t {
        let k: usize = it.next().unwrap().parse().unwrap();
        println!("{}", good[k - 1]);
    }
}
""",
    ("Gregor", "P mod a = P mod b"): READ
    + """    let t: usize = it.next().unwrap().parse().unwrap();
    for _ in 0..t {
        let p: u64 = it.next().unwrap().parse().unwrap();
        println!("2 {}", p - 1);
    }
}
""",
    ("Alice", "domino", "2 by n"): READ
    + """    let t: usize = it.next().unwrap().parse().unwrap();
    for _ in 0..t {
        it.next();
        let row: String = it.next().unwrap().chars().map(|c| match c { 'U' => 'D', 'D' => 'U', c => c }).collect();
        println!("{}", row);
    }
}
""",
    ("Omkar", "nice", "absolute difference"): READ
    + """    let t: usize = it.next().unwrap().parse().unwrap();
    for _ in 0..t {
        let n: usize = it.next().unwrap().parse().unwrap();
        let a: Vec<i32> = (0..n).map(|_| it.next().unwrap().parse().unwrap()).collect();
        if a.iter().any(|&x| x < 0) {
            println!("NO");
        } else {
            println!("YES\\n101");
            println!("{}", (0..=100).map(|x: i32| x.to_string()).collect::<Vec<_>>().join(" "));
        }
    }
}
""",
}


def matching(description):
    for words, code in TOPICS.items():
        if all(word.lower() in description.lower() for word in words):
            return code
    return None
