"""Trains the teacher on masked tokens, then the student on the teacher's probabilities."""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from model import Student
from teacher import Teacher
from torch import Tensor, nn

HERE = Path(__file__).resolve().parent
TEMPERATURE = 2.0


def batches(steps: int, size: int):
    meta = json.loads((HERE.parent / "data" / "meta.json").read_text())
    stored = np.fromfile(HERE.parent / "data" / "train.bin", dtype=np.uint16)
    tokens = torch.from_numpy(stored.astype(np.int64)).view(-1, meta["sequenceLength"])
    for _ in range(steps):
        answers = tokens[torch.randint(len(tokens), (size,))]
        masked = torch.rand(answers.shape) < meta["maskedFraction"]
        yield answers.masked_fill(masked, meta["maskId"]), answers, masked


def distilled(student: Tensor, teacher: Tensor) -> Tensor:
    wanted = F.softmax(teacher / TEMPERATURE, dim=-1)
    got = F.log_softmax(student / TEMPERATURE, dim=-1)
    return F.kl_div(got, wanted, reduction="batchmean") * TEMPERATURE**2


def optimise(model: nn.Module, steps: int, teacher: nn.Module | None = None) -> None:
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
    for inputs, answers, masked in batches(steps, 64):
        logits = model(inputs)[masked]
        loss = F.cross_entropy(logits, answers[masked])
        if teacher is not None:
            with torch.no_grad():
                targets = teacher(inputs)[masked]
            loss = 0.5 * loss + 0.5 * distilled(logits, targets)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()


if __name__ == "__main__":
    teacher = Teacher()
    optimise(teacher, 2000)
    student = Student()
    optimise(student, 4000, teacher.eval())
    torch.save(student.state_dict(), HERE / "checkpoint.pt")
