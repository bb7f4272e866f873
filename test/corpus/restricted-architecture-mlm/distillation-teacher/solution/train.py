import torch
import torch.nn.functional as F
from model import CKPT, Student
from teacher import Teacher


def distil(student, teacher, x, temperature=2.0):
    with torch.no_grad():
        target = F.softmax(teacher(x) / temperature, -1)
    logp = F.log_softmax(student(x) / temperature, -1)
    return F.kl_div(logp, target, reduction="batchmean") * temperature ** 2


def main():
    student, teacher = Student(), Teacher()
    opt = torch.optim.AdamW(student.parameters(), 3e-3)
    for _ in range(100):
        loss = distil(student, teacher, torch.randint(65, (16, 64)))
        opt.zero_grad(); loss.backward(); opt.step()
    torch.save(student.state_dict(), CKPT)


if __name__ == "__main__":
    main()
