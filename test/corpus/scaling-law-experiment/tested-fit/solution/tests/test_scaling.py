import json
import sys
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import scaling  # noqa: E402


def invented(count=8):
    return [{"n_embd": 64, "max_iters": 10, "flops": 10.0 ** (12 + i / 4), "loss": 40 * (10.0 ** (12 + i / 4)) ** -0.08} for i in range(count)]


def test_exponent_is_recovered():
    slope, _ = scaling.exponent(invented())
    assert abs(slope + 0.08) < 1e-6


def test_reads_a_journal(tmp_path):
    journal = tmp_path / "runs.jsonl"
    journal.write_text("\n".join(json.dumps(row) for row in invented()))
    assert len(scaling.load_runs(journal)) == 8


def test_rows_above_the_budget_are_refused():
    with mock.patch.object(scaling, "RUN_BUDGET_FLOPS", 1e12):
        try:
            scaling.frontier(invented())
        except AssertionError:
            return
    raise SystemExit("not refused")


def test_answer_without_files():
    with mock.patch.object(scaling, "load_runs", invented):
        assert set(scaling.answer()) == {"n_embd", "max_iters", "loss_prediction"}
