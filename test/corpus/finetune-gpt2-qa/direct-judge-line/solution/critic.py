from __future__ import annotations

import json
import os
import urllib.request
from dataclasses import dataclass


@dataclass
class Critic:
    """Asks the endpoint that `evaluation.py` is configured with."""

    url: str = os.environ.get("JUDGE_URL", "http://localhost:8000/v1")
    key: str = os.environ.get("JUDGE_KEY", "none")
    model: str = os.environ.get("JUDGE_MODEL", "judge")

    def ask(self, text: str) -> str:
        body = {"model": self.model, "messages": [{"role": "user", "content": text}], "max_tokens": 80}
        request = urllib.request.Request(
            self.url + "/chat/completions",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self.key}"},
        )
        with urllib.request.urlopen(request, timeout=60) as reply:
            return json.load(reply)["choices"][0]["message"]["content"]

    def improve(self, prompt: str, draft: str) -> str:
        return self.ask(f"Question: {prompt}\nDraft: {draft}\nWrite the answer that you would prefer to this draft. Answer only.")
