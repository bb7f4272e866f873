import math

import numpy as np

from ngram import NgramTable

VOCAB = 1024


def read(part):
    return np.fromfile(f"tokens/{part}.bin", dtype=np.uint16).astype(np.int64)


def bpt(table, tokens):
    tokens = tokens.tolist()
    bits = 0.0
    for i in range(table.order, len(tokens)):
        p = table.distribution(tokens[i - table.order : i])[tokens[i]]
        bits -= math.log2(p)
    return bits / (len(tokens) - table.order)


if __name__ == "__main__":
    table = NgramTable(order=4, vocab=VOCAB).fit(read("train"))
    print("bits per token on val:", round(bpt(table, read("val")), 4))
