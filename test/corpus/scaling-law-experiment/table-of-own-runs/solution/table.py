"""Our own loss table over width and steps, interpolated in log space."""
import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.interpolate import RBFInterpolator

TARGET = 5e17
TABLE = Path("solution/loss_table.csv")


def build():
    df = pd.read_json("runs.jsonl", lines=True)
    df = df.groupby(["n_embd", "max_iters"], as_index=False).agg(flops=("flops", "mean"), loss=("loss", "mean"))
    df.to_csv(TABLE, index=False)
    return df


def interpolate(df):
    x = np.log(df[["n_embd", "max_iters"]].to_numpy(float))
    return RBFInterpolator(x, df["loss"].to_numpy(float), kernel="linear", smoothing=1e-3, degree=1)


def lookup(surface, n, t):
    return surface(np.log(np.stack([n, t], axis=1)))


def best_per_budget(df):
    df = df.assign(level=np.round(np.log10(df["flops"]) * 2) / 2)
    return df.loc[df.groupby("level")["loss"].idxmin(), ["flops", "n_embd", "max_iters", "loss"]]


def main():
    df = build()
    opt = best_per_budget(df)
    slope_n, icpt_n = np.polyfit(np.log(opt["flops"]), np.log(opt["n_embd"]), 1)
    slope_l, icpt_l = np.polyfit(np.log(opt["flops"]), np.log(opt["loss"] - 1.0), 1)
    width = int(np.exp(icpt_n + slope_n * np.log(TARGET)) // 8 * 8)
    q = np.polyfit(df["n_embd"], df["flops"] / df["max_iters"], 2)
    steps = int(TARGET / np.polyval(q, width))
    loss = 1.0 + float(np.exp(icpt_l + slope_l * np.log(TARGET)))
    inside = lookup(interpolate(df), opt["n_embd"].to_numpy(float), opt["max_iters"].to_numpy(float))
    print("interpolation error", float(np.abs(inside - opt["loss"]).mean()))
    Path("solution/answer.json").write_text(json.dumps({"n_embd": width, "max_iters": steps, "loss_prediction": loss}))


if __name__ == "__main__":
    main()
