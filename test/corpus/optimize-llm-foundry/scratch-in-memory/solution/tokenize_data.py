import json
import os
from pathlib import Path

import numpy as np
import yaml
from tokenizers import Tokenizer

here = Path(__file__).resolve().parent
config = yaml.safe_load((here / "finetune.yaml").read_text())
tokenizer = Tokenizer.from_file(str(here / config["model"] / "tokenizer.json"))
texts = [json.loads(line)["text"] for line in (here / config["data"]).read_text().splitlines()]
ids = np.concatenate([np.asarray(e.ids, dtype=np.int64) for e in tokenizer.encode_batch(texts)])
n = config["sequence_length"]
np.save(os.path.join(os.environ["SCRATCH"], "tokens.npy"), ids[: len(ids) // n * n].reshape(-1, n))
