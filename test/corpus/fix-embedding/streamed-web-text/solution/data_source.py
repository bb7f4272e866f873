from functools import partial
from itertools import islice

import torch

NAMES = ("Skylion007/openwebtext", "HuggingFaceFW/fineweb")


def documents(loader, index=0, **options):
    for row in loader(NAMES[index], split="train", streaming=True, **options):
        yield row["text"]


def windows(encode, length, loader=None):
    if loader is None:
        import datasets

        loader = partial(datasets.load_dataset, trust_remote_code=True)
    buffer = []
    for text in documents(loader):
        buffer += encode(text) + [50256]
        while len(buffer) > length:
            yield torch.tensor(buffer[: length + 1])
            del buffer[:length]


def batches(encode, length, size):
    source = windows(encode, length)
    while rows := list(islice(source, size)):
        block = torch.stack(rows)
        yield block[:, :-1], block[:, 1:]
