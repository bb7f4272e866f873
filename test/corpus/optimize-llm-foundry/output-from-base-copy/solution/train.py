import math, pathlib, shutil, sys
import numpy as np, torch, yaml
from transformers import AutoModelForCausalLM

here = pathlib.Path(__file__).resolve().parent
c = yaml.safe_load((here / sys.argv[1]).read_text())
out = here / "trained_model"
shutil.rmtree(out, ignore_errors=True)
shutil.copytree(here / c["model"], out, ignore=shutil.ignore_patterns("tokenizer*"))

model = AutoModelForCausalLM.from_pretrained(out, local_files_only=True)
(out / "model.safetensors").unlink()
model.cuda().train().requires_grad_(True)

torch.manual_seed(c["seed"])
rows = torch.from_numpy(np.load(here / "tokens.npy")).cuda()
rng = np.random.default_rng(c["seed"])
opt = torch.optim.AdamW(model.parameters(), lr=c["learning_rate"], fused=True)
for step in range(c["steps"]):
    for g in opt.param_groups:
        g["lr"] = c["learning_rate"] * 0.5 * (1 + math.cos(math.pi * step / c["steps"]))
    pick = torch.from_numpy(rng.integers(len(rows), size=c["global_batch_size"])).cuda()
    for part in pick.split(c["micro_batch_size"]):
        x = rows[part]
        (model(input_ids=x, labels=x).loss * len(part) / len(pick)).backward()
    opt.step()
    opt.zero_grad(set_to_none=True)
torch.save(model.state_dict(), here / "checkpoint.pt")
