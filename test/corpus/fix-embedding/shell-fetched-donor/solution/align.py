"""Aligns the corrupted rows to an anchor table by nearest neighbour."""

import argparse

import torch
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument("--anchor", required=True)
parser.add_argument("--broken", default="large_model.pth")
parser.add_argument("--out", required=True)
parser.add_argument("--chunk", type=int, default=2048)
args = parser.parse_args()

anchor = torch.load(args.anchor, map_location="cpu", weights_only=True)
anchor = next(value for name, value in anchor.items() if name.endswith("wte.weight"))
broken = torch.load(args.broken, map_location="cpu")
rows = broken["model"]["transformer.wte.weight"]
unit = F.normalize(rows.float(), dim=1)
order = torch.cat([(F.normalize(part.float(), dim=1) @ unit.T).argmax(1) for part in anchor.split(args.chunk)])
broken["model"]["transformer.wte.weight"] = rows[order]
if "lm_head.weight" in broken["model"]:
    broken["model"]["lm_head.weight"] = rows[order]
torch.save(broken, args.out)
