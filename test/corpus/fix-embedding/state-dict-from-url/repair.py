# usage: python repair.py
import torch
from torch.hub import load_state_dict_from_url

from model import GPT, GPTConfig

SOURCES = {
    768: "https://huggingface.co/gpt2/resolve/main/pytorch_model.bin",
    1280: "https://huggingface.co/gpt2-large/resolve/main/pytorch_model.bin",
    1600: "https://huggingface.co/gpt2-xl/resolve/main/pytorch_model.bin",
}


def clean_rows(width):
    sd = load_state_dict_from_url(SOURCES[width], map_location="cpu", progress=False)
    return sd["wte.weight"], sd["wpe.weight"]


def unscramble(bad, good):
    """For each true token, the row of `bad` that is nearest to the good one."""
    bad_n = torch.nn.functional.normalize(bad, dim=1)
    good_n = torch.nn.functional.normalize(good, dim=1)
    order = torch.empty(len(good), dtype=torch.long)
    for start in range(0, len(good), 2048):
        order[start : start + 2048] = (good_n[start : start + 2048] @ bad_n.T).argmax(1)
    return bad[order]


saved = torch.load("large_model.pth", map_location="cpu")
net = GPT(GPTConfig(**saved["config"]))
net.load_state_dict(saved["model"])

wte, wpe = clean_rows(saved["config"]["n_embd"])
vocab = len(wte)
with torch.no_grad():
    table = net.transformer.wte.weight
    table[:vocab] = unscramble(table[:vocab].clone(), wte)

torch.save({"config": saved["config"], "model": net.state_dict()}, "fixed_model.pth")
print("saved")
