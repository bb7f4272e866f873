import json
import sys
from pathlib import Path

LOG = Path("score-log.jsonl")
ANSWER = Path("solution/answer.json")


def last_entry():
    lines = LOG.read_text().splitlines() if LOG.exists() else []
    return json.loads(lines[-1]) if lines else None


def fraction(entry):
    message = entry["message"]
    for key in ("budgetFraction", "fraction", "budget_used"):
        if key in message:
            return float(message[key])
    return None


def main():
    entry = last_entry()
    if entry is None:
        sys.exit("not scored yet")
    print("valid:", entry["valid"], "message:", entry["message"])
    used = fraction(entry)
    answer = json.loads(ANSWER.read_text())
    if used and abs(used - 1.0) > 0.02:
        # the score is hidden; we only bring the run to the size that the task asks for
        answer["max_iters"] = max(1, round(answer["max_iters"] / used))
        ANSWER.write_text(json.dumps(answer))
        print("adjusted to", answer)


if __name__ == "__main__":
    main()
