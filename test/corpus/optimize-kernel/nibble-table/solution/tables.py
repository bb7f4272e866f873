"""For each byte of sign bits: which of its eight positions are switched on, start parity 0."""


def _row(bits):
    on, mask = 0, 0
    for k in range(8):
        mask |= on << k
        on ^= bits >> k & 1
    return mask


KEEP = bytes(_row(b) for b in range(256))
FLIP = bytes(bin(b).count("1") & 1 for b in range(256))

# first entries, pinned so that an edit of _row is noticed
assert KEEP[:16] == bytes(
    [0, 254, 252, 2, 248, 6, 4, 250, 240, 14, 12, 242, 8, 246, 244, 10]
)
