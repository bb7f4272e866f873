from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    chunk: int
    horizon: float = 1.0


DEFAULT = Profile(chunk=1 << 16)

BY_LENGTH = {
    4_000_000: Profile(chunk=1 << 17, horizon=0.05),
    100_000_000: Profile(chunk=1 << 20, horizon=0.01),
}


def profile_for(n: int) -> Profile:
    return BY_LENGTH.get(n, DEFAULT)
