"""The corpus of the full profile: natural text from a hub or a local file, tokenised and divided by document."""

import hashlib
import importlib
import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO, Protocol

import numpy as np
from corpus import STORED, Corpus, HeldOut, draw_mask

# Documents tokenised together: enough to keep every core of the tokenizer busy, few enough to hold in memory.
BATCH = 1024


class MissingPackage(Exception):
    """A package that only the full profile needs is not installed."""


def build_corpus(parameters: Mapping[str, Any], seed: int, train_file: Path) -> Corpus:
    """Stream documents, send each to one split, and write the training tokens as they come.

    Which split a document belongs to follows from its text and the seed alone, so the same document met twice never
    ends up on both sides. Reading stops as soon as every split is full. Raises ValueError when the source ends before
    the hidden splits are full; the training tokens may be fewer than asked for.
    """
    source = parameters["source"]
    splitter = DocumentSplitter(seed, source["heldOutFraction"])
    tokenizer = load_tokenizer(source["tokenizer"])
    if tokenizer.get_vocab_size() > parameters["vocabularySize"]:
        raise ValueError(
            f"the tokenizer has {tokenizer.get_vocab_size()} tokens, the vocabulary only {parameters['vocabularySize']}"
        )
    length = parameters["sequenceLength"]
    wanted = parameters["heldOutSequences"] * length
    held_out = {"validation": TokenBuffer(wanted), "test": TokenBuffer(wanted)}
    with train_file.open("wb") as stream:
        train = TokenFile(stream, parameters["trainTokens"])
        sinks: dict[str, TokenSink] = {"train": train, **held_out}
        for batch in batched(read_documents(source["location"]), BATCH):
            for text, tokens in zip(batch, encode(tokenizer, batch), strict=True):
                sinks[splitter.split_of(text)].add(tokens)
            if all(sink.is_full() for sink in sinks.values()):
                break

    rng = np.random.default_rng(np.random.SeedSequence(seed))
    splits: dict[str, HeldOut] = {}
    for name, buffer in held_out.items():
        if not buffer.is_full():
            raise ValueError(
                f"{source['location']} gave {buffer.count} of {wanted} tokens for {name}: "
                "raise heldOutFraction, lower heldOutSequences, or give more text"
            )
        tokens = buffer.tokens().reshape(-1, length)
        splits[name] = HeldOut(
            tokens, draw_mask(tokens.shape, parameters["maskedFraction"], rng)
        )
    facts = {
        name: {"positions": int(split.masked.sum())} for name, split in splits.items()
    }
    return Corpus(splits, train.count, facts)


class DocumentSplitter:
    """Decides by a keyed hash of its text which split a document belongs to.

    `fraction` of all documents go to each hidden split. Without the seed, which stays on the host, nobody can tell which.
    """

    def __init__(self, seed: int, fraction: float) -> None:
        self._key = seed.to_bytes(8, "little")
        self._fraction = fraction

    def split_of(self, text: str) -> str:
        digest = hashlib.blake2b(
            text.strip().encode(errors="replace"), key=self._key, digest_size=8
        ).digest()
        point = int.from_bytes(digest, "little") / 2**64
        if point < self._fraction:
            return "validation"
        return "test" if point < 2 * self._fraction else "train"


class TokenSink(Protocol):
    """Takes tokens until it is full; the rest is dropped."""

    def add(self, tokens: np.ndarray) -> None: ...
    def is_full(self) -> bool: ...


class TokenBuffer:
    """Keeps the first `limit` tokens it is given, in memory."""

    def __init__(self, limit: int) -> None:
        self.count = 0
        self._limit = limit
        self._parts: list[np.ndarray] = []

    def add(self, tokens: np.ndarray) -> None:
        part = tokens[: self._limit - self.count]
        self._parts.append(part)
        self.count += len(part)

    def is_full(self) -> bool:
        return self.count == self._limit

    def tokens(self) -> np.ndarray:
        return np.concatenate(self._parts)


class TokenFile:
    """Writes the first `limit` tokens it is given to a binary stream."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.count = 0
        self._limit = limit
        self._stream = stream

    def add(self, tokens: np.ndarray) -> None:
        part = tokens[: self._limit - self.count]
        self._stream.write(part.tobytes())
        self.count += len(part)

    def is_full(self) -> bool:
        return self.count == self._limit


def read_documents(location: str) -> Iterator[str]:
    """The documents of a source: a `.jsonl` file (key `text`), a `.txt` file (divided by blank lines), or a hub's data set."""
    if location.endswith(".jsonl"):
        with open(location, encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]
    elif location.endswith(".txt"):
        text = Path(location).read_text(encoding="utf-8")
        yield from (part for part in text.split("\n\n") if part.strip())
    else:
        datasets = import_full_profile_package("datasets")
        rows = datasets.load_dataset(location, split="train", streaming=True)
        for row in rows:
            yield row["text"]


def load_tokenizer(location: str) -> Any:
    """A tokenizer of the `tokenizers` package, from a local `tokenizer.json` or from a hub's model."""
    tokenizers = import_full_profile_package("tokenizers")
    if location.endswith(".json"):
        return tokenizers.Tokenizer.from_file(location)
    return tokenizers.Tokenizer.from_pretrained(location)


def encode(tokenizer: Any, texts: list[str]) -> list[np.ndarray]:
    """Token ids of each text followed by a line break, so that joined documents stay apart.

    The end-of-text token is not used for that: its id is the mask's, and a mask must never be an answer. Text that spells
    it out is dropped from the document for the same reason.
    """
    cleaned = [f"{text.replace('<|endoftext|>', '')}\n" for text in texts]
    encodings = tokenizer.encode_batch_fast(cleaned, add_special_tokens=False)
    return [np.array(encoding.ids, dtype=STORED) for encoding in encodings]


def import_full_profile_package(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise MissingPackage(
            f"the full profile needs the Python package {name}: install requirements-full.txt "
            "and name that Python with --python"
        ) from error


def batched(texts: Iterator[str], size: int) -> Iterator[list[str]]:
    while batch := list(itertools.islice(texts, size)):
        yield batch
