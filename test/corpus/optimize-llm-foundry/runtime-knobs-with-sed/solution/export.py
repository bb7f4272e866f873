"""Write the fine-tuned model in the layout of the base model."""
import shutil
from pathlib import Path

import torch
import yaml


def main():
    cfg = yaml.safe_load(Path("finetune.yaml").read_text())
    out = Path(cfg["output_path"])
    out.mkdir(exist_ok=True)
    state = torch.load("work/checkpoint.pt", map_location="cpu")
    torch.save({k: v.float().contiguous() for k, v in state.items()}, out / "model.pt")
    shutil.copy(Path(cfg["model_path"]) / "config.json", out / "config.json")


if __name__ == "__main__":
    main()
