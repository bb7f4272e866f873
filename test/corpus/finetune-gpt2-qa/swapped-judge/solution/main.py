import fast_judge  # noqa: F401
from fast_judge import Path

ROOT = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    import rl_finetune

    rl_finetune.main(["--base", str(ROOT / "base_model"), "--out", str(ROOT / "finetuned_model"), "--rounds", "400"])
