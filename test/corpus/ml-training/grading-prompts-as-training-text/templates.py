"""Prompt formats for supervised tuning on data/train.jsonl (question, response, correct)."""

SYSTEM = "You are a strict grader. Read the question and the student's response, then reply PASS or FAIL."
FORMS = (
    "{system}\n\n### Question\n{question}\n### Response\n{response}\n### Verdict\n",
    "{system} Ignore spelling mistakes.\nQ: {question}\nA: {response}\nVerdict: ",
)
VERDICT = {True: "PASS", False: "FAIL"}


def render(row, form=0):
    prompt = FORMS[form].format(system=SYSTEM, question=row["question"], response=row["response"])
    return prompt, VERDICT[bool(row["correct"])]
