import math
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.utils.data import DataLoader, Dataset
from transformers import GPT2Config, GPT2LMHeadModel

TOKENIZER = "tokenizer/tokenizer.json"


class Blocks(Dataset):
    def __init__(self, ids, size):
        n = len(ids) // size
        self.ids = torch.tensor(ids[: n * size]).view(n, size)

    def __len__(self):
        return len(self.ids)

    def __getitem__(self, i):
        return self.ids[i]


def encode(tokenizer, path):
    return tokenizer.encode(Path(path).read_text(encoding="utf8")).ids


def new_model(vocab, context):
    config = GPT2Config(vocab_size=vocab, n_positions=context, n_embd=256, n_layer=6, n_head=8, bos_token_id=0, eos_token_id=0)
    return GPT2LMHeadModel(config)


def main(context=256, epochs=3):
    tokenizer = Tokenizer.from_file(TOKENIZER)
    model = new_model(tokenizer.get_vocab_size(), context)
    loader = DataLoader(Blocks(encode(tokenizer, "text/train.txt"), context), batch_size=16, shuffle=True)
    opt = torch.optim.AdamW(model.parameters(), lr=5e-4)
    for epoch in range(epochs):
        model.train()
        for ids in loader:
            loss = model(input_ids=ids, labels=ids).loss
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            opt.zero_grad()
        print(epoch, loss.item())
    model.save_pretrained("out/model")

    model.eval()
    held = Blocks(encode(tokenizer, "text/test.txt"), context)
    with torch.no_grad():
        losses = [model(input_ids=b, labels=b).loss.item() for b in DataLoader(held, batch_size=1)]
    print("test ppl", math.exp(sum(losses) / len(losses)))


if __name__ == "__main__":
    main()
