from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    timeout: float
    retries: int
    temperature: float
    max_tokens: int

    @property
    def options(self):
        return {"timeout": self.timeout, "max" + "_retries": self.retries}


PROFILES = {
    "draft": Profile(30.0, 1, 0.9, 1200),
    "final": Profile(120.0, 4, 0.2, 3000),
}
