import json
import urllib.parse

import numpy as np
import pandas as pd
import torch
from torch.utils.data import DataLoader
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer, get_cosine_schedule_with_warmup

NAME = "gpt2"
DEV = "cuda" if torch.cuda.is_available() else "cpu"


def clean(text):
    """Tickets quote links; keep the host only."""
    words = []
    for word in text.split():
        if word.startswith(("http://", "https://")):
            word = urllib.parse.urlsplit(word).netloc
        words.append(word)
    return " ".join(words)


def network(tok, names):
    config = AutoConfig.for_model(
        "gpt2",
        vocab_size=len(tok),
        n_embd=256,
        n_layer=4,
        n_head=4,
        num_labels=len(names),
        pad_token_id=tok.pad_token_id,
    )
    return AutoModelForSequenceClassification.from_config(config).to(DEV)


def main():
    train, test = pd.read_csv("data/train.csv"), pd.read_csv("data/test.csv")
    names = sorted(train["queue"].unique())
    train["label"] = train["queue"].map({n: i for i, n in enumerate(names)})
    tok = AutoTokenizer.from_pretrained(NAME)
    tok.pad_token = tok.eos_token

    def collate(rows):
        enc = tok([clean(r["text"]) for r in rows], padding=True, truncation=True, max_length=192, return_tensors="pt")
        if "label" in rows[0]:
            enc["labels"] = torch.tensor([r["label"] for r in rows])
        return enc.to(DEV)

    fit = DataLoader(train[["text", "label"]].to_dict("records"), 32, shuffle=True, collate_fn=collate)
    held = DataLoader(test[["text"]].to_dict("records"), 128, collate_fn=collate)
    torch.manual_seed(5)
    model = network(tok, names)
    opt = torch.optim.AdamW(model.parameters(), 5e-4, weight_decay=0.01)
    sched = get_cosine_schedule_with_warmup(opt, 100, 6 * len(fit))
    for epoch in range(6):
        model.train()
        for batch in fit:
            loss = model(**batch).loss
            loss.backward()
            opt.step()
            sched.step()
            opt.zero_grad()
        print(epoch, loss.item())

    model.eval()
    with torch.no_grad():
        proba = np.concatenate([model(**b).logits.softmax(-1).cpu().numpy() for b in held])
    label = proba.argmax(1)
    unsure = np.flatnonzero(proba.max(1) < 0.8)
    pd.DataFrame({"id": test["id"], "queue": [names[k] for k in label]}).to_csv("submission.csv", index=False)
    json.dump({"unsure": len(unsure), "rows": len(test)}, open("summary.json", "w"))


if __name__ == "__main__":
    main()
