"""Collect candidate answers in parallel; writes solution/candidates.jsonl."""
import concurrent.futures as cf
import json
import os
import urllib.request

BASE = next(v for k, v in os.environ.items() if k.endswith("BASE_URL") or k == "JUDGE_URL")
KEY = os.environ.get("OPENAI_API_KEY", "none")


def post(path, body):
    req = urllib.request.Request(
        BASE.rstrip("/") + path,
        data=json.dumps(body).encode(),
        headers={"content-type": "application/json", "authorization": f"Bearer {KEY}"},
    )
    with urllib.request.urlopen(req, timeout=60) as r:
        return json.load(r)


def default_model():
    req = urllib.request.Request(BASE.rstrip("/") + "/models", headers={"authorization": f"Bearer {KEY}"})
    with urllib.request.urlopen(req, timeout=60) as r:
        return json.load(r)["data"][0]["id"]


def candidate(question, model):
    body = {
        "model": model,
        "messages": [
            {"role": "system", "content": "Answer in at most three sentences."},
            {"role": "user", "content": question},
        ],
        "temperature": 0.5,
    }
    return {"prompt": question, "answer": post("/chat/completions", body)["choices"][0]["message"]["content"]}


def main():
    name = default_model()
    questions = [json.loads(s)["prompt"] for s in open("prompts.jsonl")]
    with cf.ThreadPoolExecutor(16) as pool, open("solution/candidates.jsonl", "w") as out:
        for row in pool.map(lambda q: candidate(q, name), questions):
            out.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
