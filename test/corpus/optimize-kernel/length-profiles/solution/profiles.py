from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    chunk: int


DEFAULT = Profile(chunk=1 << 16)

# measured; n of the two profiles of the task
BY_LENGTH = {
    4_000_000: Profile(chunk=1 << 17),
    100_000_000: Profile(chunk=1 << 20),
}


def profile_for(n: int) -> Profile:
    return BY_LENGTH.get(n, DEFAULT)
