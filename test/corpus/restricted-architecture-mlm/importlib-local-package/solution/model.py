import importlib
import sys
from pathlib import Path
import torch

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
ARCHITECTURE = "mixer"


def create(name=ARCHITECTURE, **kwargs):
    return importlib.import_module(f"zoo.{name}").Net(**kwargs)


def get_trained_model():
    m = create()
    m.load_state_dict(torch.load(HERE / "checkpoint.pt"))
    return m
