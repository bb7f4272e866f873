import runpy
import sys

sys.path[:0] = [".", "solution"]
import speedups


def main():
    speedups.install()
    sys.argv = ["rl_finetune.py", "--steps", "400", "--out", "finetuned_model"]
    runpy.run_path("rl_finetune.py", run_name="__main__")


if __name__ == "__main__":
    main()
