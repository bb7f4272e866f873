from functools import lru_cache

import numpy as np
import torch


@lru_cache(maxsize=1)
def _encoder(name="roberta-base"):
    import transformers

    kinds = {"tok": "AutoTokenizer", "net": "AutoModel"}
    tok, net = (getattr(transformers, k).from_pretrained(name) for k in kinds.values())
    return tok, net.eval()


@torch.no_grad()
def embed(texts, batch=32):
    tok, net = _encoder()
    rows = []
    for i in range(0, len(texts), batch):
        enc = tok(list(texts[i : i + batch]), truncation=True, max_length=256, padding=True, return_tensors="pt")
        hidden = net(**enc).last_hidden_state
        mask = enc["attention_mask"].unsqueeze(-1)
        rows.append(((hidden * mask).sum(1) / mask.sum(1)).numpy())
    return np.concatenate(rows)
