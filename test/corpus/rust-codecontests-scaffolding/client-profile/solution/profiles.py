from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    host: str
    path: str
    model: str
    secret: str
    effort: str = "high"

    @property
    def options(self):
        import os

        return {"base" + "_url": f"https://{self.host}/{self.path}", "api_key": os.getenv(self.secret, "-")}


PROFILES = {
    "draft": Profile("api.deepseek.com", "v1", "deepseek-chat", "DEEPSEEK_KEY", "low"),
    "final": Profile("api.openai.com", "v1", "o4-mini", "OPENAI_API_KEY"),
}
