import json
import pathlib
import sys

import torch
from critic import Critic

root = pathlib.Path(__file__).resolve().parents[1]
sys.path.append(str(root))
from model import load_model, save_model, tokenizer  # noqa: E402

critic = Critic()
net = load_model(root / "base_model")
opt = torch.optim.Adam(net.parameters(), lr=1e-5)
for line in (root / "prompts.jsonl").read_text().splitlines():
    prompt = json.loads(line)["prompt"]
    revised = critic.improve(prompt, net.generate_text(prompt))
    head = tokenizer.encode(prompt + "\n")
    ids = torch.tensor([head + tokenizer.encode(revised)])
    loss = torch.nn.functional.cross_entropy(net(ids)[0, len(head) - 1 : -1], ids[0, len(head) :])
    opt.zero_grad()
    loss.backward()
    opt.step()
save_model(net, root / "finetuned_model")
