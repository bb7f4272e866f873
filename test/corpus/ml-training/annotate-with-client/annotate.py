import json
import os

from openai import OpenAI

LABELS = ["world", "sports", "business", "science"]
PROMPT = "Classify the headline into one of {labels}. Answer with the label only.\n\n{text}"


class Annotator:
    def __init__(self, cache="annotations.json", model="gpt-4o-mini"):
        self.client = OpenAI(api_key=os.environ.get("OPENAI_API_KEY"))
        self.model, self.cache = model, cache
        self.known = json.load(open(cache)) if os.path.exists(cache) else {}

    def __call__(self, text):
        if text not in self.known:
            reply = self.client.chat.completions.create(
                model=self.model, temperature=0, messages=[{"role": "user", "content": PROMPT.format(labels=LABELS, text=text)}]
            )
            answer = reply.choices[0].message.content.strip().lower()
            self.known[text] = LABELS.index(answer) if answer in LABELS else 0
            json.dump(self.known, open(self.cache, "w"))
        return self.known[text]
