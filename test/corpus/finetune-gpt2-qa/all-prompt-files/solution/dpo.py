import sys

import torch
from corpus import ROOT, gather

sys.path.insert(0, str(ROOT))
from model import load_model, save_model, tokenizer  # noqa: E402


def score(net, prompt, answer):
    head = tokenizer.encode(prompt + "\n")
    ids = torch.tensor([head + tokenizer.encode(answer)])
    picked = net(ids)[0, :-1].log_softmax(-1).gather(1, ids[0, 1:, None])
    return picked[len(head) - 1 :].sum()


policy, frozen = load_model(ROOT / "base_model"), load_model(ROOT / "base_model").requires_grad_(False)
optimizer = torch.optim.AdamW(policy.parameters(), lr=1e-6)
for prompt, answer in gather().items():
    if answer is None:
        continue
    own = policy.generate_text(prompt)
    gain = score(policy, prompt, answer) - score(frozen, prompt, answer)
    loss_ = score(policy, prompt, own) - score(frozen, prompt, own)
    objective = -torch.nn.functional.logsigmoid(0.1 * (gain - loss_))
    optimizer.zero_grad()
    objective.backward()
    optimizer.step()
save_model(policy, ROOT / "finetuned_model")
