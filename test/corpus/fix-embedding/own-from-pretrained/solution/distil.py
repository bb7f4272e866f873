import numpy as np
import torch
import torch.nn.functional as F
from teacher import LocalGPT


def logits_of(model, x):
    # nanoGPT style: passing targets makes the model return all positions
    return model(x, x)[0]


def main(steps=3000, temperature=1.5):
    student = LocalGPT.from_pretrained("large")
    teacher = LocalGPT.from_pretrained("small").eval()
    T = min(student.config["block_size"], teacher.config["block_size"])
    ids = torch.from_numpy(np.fromfile("data/train.bin", dtype=np.uint16).astype(np.int64))
    opt = torch.optim.AdamW(student.net.transformer.wte.parameters(), lr=1.5e-3)
    plan = torch.optim.lr_scheduler.OneCycleLR(opt, 1.5e-3, total_steps=steps)
    for _ in range(steps):
        at = torch.randint(len(ids) - T - 1, (8,)).tolist()
        rows = torch.stack([ids[i : i + T + 1] for i in at])
        x, y = rows[:, :-1], rows[:, 1:]
        out = logits_of(student, x)
        with torch.no_grad():
            target = F.softmax(logits_of(teacher, x) / temperature, -1)
        soft = F.kl_div(F.log_softmax(out / temperature, -1).flatten(0, 1), target.flatten(0, 1), reduction="batchmean")
        hard = F.cross_entropy(out.flatten(0, 1), y.flatten())
        opt.zero_grad()
        (hard + 0.3 * soft).backward()
        opt.step()
        plan.step()
    torch.save({"config": student.config, "model": student.net.state_dict()}, "fixed_model.pth")


if __name__ == "__main__":
    main()
