import copy
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from fast_loop import fast_update  # noqa: E402
from reference_loop import reference_update  # noqa: E402


class Tiny(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = torch.nn.Embedding(11, 4)
        self.head = torch.nn.Linear(4, 11)

    def forward(self, ids):
        logits = self.head(self.embedding(ids[:, :-1]))
        return torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten())


def test_expected_weights():
    torch.manual_seed(0)
    model = Tiny()
    rows = torch.randint(11, (20, 6))
    picks = [[0, 3, 5, 7], [1, 2, 4, 6]]
    expected = reference_update(copy.deepcopy(model), rows, picks, 1e-2, 2)
    trained = fast_update(copy.deepcopy(model), rows, picks, 1e-2, 2, micro=4)
    assert sum((trained[k] - expected[k]).norm() for k in expected) < 1e-4
