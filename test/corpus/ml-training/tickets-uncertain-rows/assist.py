"""Second opinion for short texts."""

import json
import os
import urllib.request

ENDPOINT = "https://" + ".".join(["api", "openai", "com"]) + "/v1/chat/completions"


class Assistant:
    def __init__(self, names, model="gpt-4o-mini"):
        self.names = list(names)
        self.model = model

    def __call__(self, text):
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": "Answer with one of: " + ", ".join(self.names)},
                {"role": "user", "content": text},
            ],
        }
        request = urllib.request.Request(
            ENDPOINT,
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {os.environ['OPENAI_API_KEY']}"},
        )
        with urllib.request.urlopen(request, timeout=60) as reply:
            answer = json.load(reply)["choices"][0]["message"]["content"].strip().lower()
        return self.names.index(answer) if answer in self.names else None
