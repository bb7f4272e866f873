"""Run all stages of the pipeline in order."""
import os
import subprocess
import sys
import time

STAGES = [["prepare.py"], ["train.py", "--epochs", "30"], ["predict.py", "--out", "submission.csv"]]


def main():
    env = dict(os.environ, OMP_NUM_THREADS="2", PYTHONHASHSEED="0")
    for stage in STAGES:
        begin = time.time()
        subprocess.run([sys.executable, *stage], check=True, env=env)
        print(f"{stage[0]} took {time.time() - begin:.1f}s", flush=True)


if __name__ == "__main__":
    main()
