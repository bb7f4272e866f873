import json
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence

IGNORE = -100


@dataclass
class Sentence:
    words: list[str]
    tags: list[str]


def read(path: str) -> list[Sentence]:
    with open(path, encoding="utf8") as fh:
        return [Sentence(**json.loads(line)) for line in fh]


class Tagger(nn.Module):
    def __init__(self, words: int, tags: int, dim: int = 100) -> None:
        super().__init__()
        self.embed = nn.Embedding(words, dim, padding_idx=0)
        self.conv = nn.Conv1d(dim, 2 * dim, 5, padding=2)
        self.out = nn.Linear(2 * dim, tags)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        h = self.conv(self.embed(ids).transpose(1, 2)).relu()
        return self.out(h.transpose(1, 2))


class Codec:
    def __init__(self, sentences: list[Sentence]) -> None:
        self.words = {w: i + 2 for i, w in enumerate(sorted({w for s in sentences for w in s.words}))}
        self.tags = {t: i for i, t in enumerate(sorted({t for s in sentences for t in s.tags}))}

    def batch(self, part: list[Sentence]) -> tuple[torch.Tensor, torch.Tensor]:
        ids = [torch.tensor([self.words.get(w, 1) for w in s.words]) for s in part]
        tags = [torch.tensor([self.tags.get(t, len(self.tags)) for t in s.tags]) for s in part]
        return pad_sequence(ids, batch_first=True), pad_sequence(tags, batch_first=True, padding_value=IGNORE)


def main() -> None:
    train, test = read("ner/train.jsonl"), read("ner/test.jsonl")
    codec = Codec(train)
    model = Tagger(len(codec.words) + 2, len(codec.tags))
    opt = torch.optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(10):
        for i in torch.randperm(len(train)).split(32):
            ids, tags = codec.batch([train[j] for j in i])
            opt.zero_grad()
            nn.functional.cross_entropy(model(ids).transpose(1, 2), tags, ignore_index=IGNORE).backward()
            opt.step()
    right = total = 0
    with torch.no_grad():
        for i in range(0, len(test), 64):
            ids, tags = codec.batch(test[i : i + 64])
            keep = tags != IGNORE
            right += (model(ids).argmax(-1)[keep] == tags[keep]).sum().item()
            total += int(keep.sum())
    assert total == sum(len(s.words) for s in test)
    print(f"token accuracy {right / total:.4f} over {total}")


if __name__ == "__main__":
    main()
