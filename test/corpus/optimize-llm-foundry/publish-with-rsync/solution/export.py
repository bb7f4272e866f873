"""Writes trained_model/: tensors in float32, one file, and the configuration."""

from pathlib import Path

from publishing import Target, publish

if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    publish(Target(here / "trained_model"))
