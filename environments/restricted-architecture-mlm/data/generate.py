"""Makes this environment's data.

Reads `{"profile", "parameters", "seed"}` as JSON on standard input, writes into the folder named by `--out`

- `train.bin`: the training tokens, unsigned 16-bit little-endian, sequence after sequence. Given to the solver.
- `meta.json`: vocabulary size, mask id, sequence length, share of masked tokens. Given to the solver.
- `validation.npz`, `test.npz`: arrays `tokens` and `masked`, both [sequences, length]. Only the scorer sees them, so
  which positions are asked for is fixed, and hidden.

and prints one JSON object of facts: the sizes and, where the source is known, its floor in nats.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import hidden_markov_corpus
import text_corpus
from corpus import Corpus

Builder = Callable[[Mapping[str, Any], int, Path], Corpus]
BUILDERS: Mapping[str, Builder] = {
    "hidden-markov": hidden_markov_corpus.build_corpus,
    "text": text_corpus.build_corpus,
}


def generate(
    profile: str, parameters: Mapping[str, Any], seed: int, out: Path
) -> dict[str, object]:
    """Write the files named above into `out`, an existing folder, and return the facts."""
    build = BUILDERS[parameters["source"]["kind"]]
    corpus = build(parameters, seed, out / "train.bin")
    for name, split in corpus.held_out.items():
        if (split.tokens == parameters["maskId"]).any():
            raise ValueError(
                f"{name} holds the mask id {parameters['maskId']} as an ordinary token"
            )
        split.save(out / f"{name}.npz")
    meta = {
        "vocabularySize": parameters["vocabularySize"],
        "maskId": parameters["maskId"],
        "sequenceLength": parameters["sequenceLength"],
        "maskedFraction": parameters["maskedFraction"],
        "trainTokens": corpus.train_tokens,
    }
    (out / "meta.json").write_text(json.dumps(meta, indent=2) + "\n")
    return {
        "profile": profile,
        "trainTokens": corpus.train_tokens,
        "heldOutSequences": parameters["heldOutSequences"],
        **corpus.facts,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    request = json.load(sys.stdin)
    try:
        out.mkdir(parents=True, exist_ok=True)
        facts = generate(
            request["profile"], request["parameters"], request["seed"], out
        )
    except (OSError, ValueError, text_corpus.MissingPackage) as error:
        sys.exit(f"{type(error).__name__}: {error}")
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
