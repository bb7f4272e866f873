import json
from collections import Counter

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence

PAD, UNK = 0, 1


def read(path):
    with open(path, encoding="utf8") as fh:
        rows = [json.loads(line) for line in fh]
    return [r["text"].lower().split()[:400] for r in rows], torch.tensor([r["stars"] - 1 for r in rows])


class BiLSTM(nn.Module):
    def __init__(self, vocab, classes, dim=128):
        super().__init__()
        self.embed = nn.Embedding(vocab, dim, padding_idx=PAD)
        self.rnn = nn.LSTM(dim, dim, batch_first=True, bidirectional=True)
        self.out = nn.Sequential(nn.Dropout(0.4), nn.Linear(2 * dim, classes))

    def forward(self, ids, lengths):
        packed = pack_padded_sequence(self.embed(ids), lengths, batch_first=True, enforce_sorted=False)
        _, (h, _) = self.rnn(packed)
        return self.out(torch.cat([h[-2], h[-1]], dim=-1))


def encode(docs, vocab):
    return [torch.tensor([vocab.get(w, UNK) for w in doc] or [UNK]) for doc in docs]


def batches(docs, labels, size, shuffle):
    order = torch.randperm(len(docs)) if shuffle else torch.arange(len(docs))
    for idx in order.split(size):
        part = [docs[i] for i in idx]
        yield pad_sequence(part, batch_first=True, padding_value=PAD), torch.tensor([len(p) for p in part]), labels[idx]


docs, labels = read("reviews/train.jsonl")
words = Counter(w for d in docs for w in d)
vocab = {w: i + 2 for i, (w, _) in enumerate(words.most_common(30000))}
docs = encode(docs, vocab)
net = BiLSTM(len(vocab) + 2, 5)
opt = torch.optim.Adam(net.parameters(), 1e-3)
for epoch in range(6):
    net.train()
    for ids, lengths, y in batches(docs, labels, 64, True):
        opt.zero_grad()
        nn.functional.cross_entropy(net(ids, lengths), y).backward()
        opt.step()

net.eval()
test_docs, test_labels = read("reviews/test.jsonl")
hits = 0
with torch.no_grad():
    for ids, lengths, y in batches(encode(test_docs, vocab), test_labels, 256, False):
        hits += (net(ids, lengths).argmax(1) == y).sum().item()
print("test accuracy", hits / len(test_labels))
