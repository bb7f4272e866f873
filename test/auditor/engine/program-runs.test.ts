/** An entry that is a script: what its commands start is what is scored. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildModels } from "../../../auditor/engine/program-runs.ts";
import { audit, policyFromManifest } from "../../../auditor/index.ts";
import { buildPythonModel } from "../../../auditor/python/model.ts";
import { stringOf } from "../../../auditor/python/values.ts";
import { discover } from "../../../auditor/source/discover.ts";
import { loadManifest } from "../../../sdk/index.ts";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function submission(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "rebench-runs-"));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const foundry = async () => policyFromManifest((await loadManifest("optimize-llm-foundry")).manifest);

/** What is printed, with how it is reached. */
async function printed(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const policy = await foundry();
  const tree = discover({ submission: submission(files), layout: policy });
  const { python } = await buildModels(tree, policy, buildPythonModel);
  return python.operations
    .filter(({ path }) => path === "builtins.print")
    .map(({ reach, args }) => `${reach} ${args.positional.map((value) => stringOf(value) ?? "?").join(" ")}`)
    .toSorted();
}

describe("programs that a script starts", () => {
  it("are scored, with their arguments and variables; others are scripts", async () => {
    expect(
      await printed({
        "solution/finetune.sh":
          'export MODE=fast\ncd "$(dirname "$0")"\nNAME=b python train.py one --out "$MODE"\n',
        "solution/train.py": `
import argparse, os, sys
parser = argparse.ArgumentParser()
parser.add_argument("first")
parser.add_argument("--out", default="x")
parser.add_argument("--other", default="y")
args = parser.parse_args()
print(sys.argv[1], args.first, args.out, args.other, os.environ["MODE"], os.environ.get("NAME", "a"))
if __name__ == "__main__":
    print("main")
`,
        "solution/tool.py": 'print("tool")\n',
      }),
    ).toEqual(["scored main", "scored one one fast y fast b", "script tool"]);
  });

  it("may stand in the script as text, and may start others", async () => {
    expect(
      await printed({
        "solution/finetune.sh": `python - a <<'PY'
import sys
print("heredoc", sys.argv[1])
PY
python -c 'print("text")'
python -m stages.first
`,
        "solution/stages/__init__.py": "",
        "solution/stages/first.py":
          'import subprocess, sys\nsubprocess.run([sys.executable, "second.py", "--level", "3"], check=True)\n',
        "solution/second.py": 'import sys\nprint("second", sys.argv[2])\n',
      }),
    ).toEqual(["scored heredoc a", "scored second 3", "scored text"]);
  });

  it("an option that is not given keeps its default, one that is not known may be anything", async () => {
    const train = `
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--compare", action="store_true")
if parser.parse_args().compare:
    print("compares")
else:
    print("trains")
`;
    expect(
      await printed({ "solution/finetune.sh": 'exec python train.py "$@"\n', "solution/train.py": train }),
    ).toEqual(["scored trains"]);
    expect(await printed({ "solution/train.py": train })).toEqual(["script compares", "script trains"]);
  });
});

describe("the verdict on a script entry", () => {
  it("can be clean where the script is there, and never is where it is missing", async () => {
    const policy = await foundry();
    const train =
      'import torch\ntorch.save(torch.load("../base_model/model.pt"), "trained_model/model.pt")\n';
    const verdictOf = async (files: Readonly<Record<string, string>>): Promise<string> =>
      (await audit({ submission: submission(files), policy, environment: null })).verdict;
    expect(await verdictOf({ "solution/finetune.sh": "python train.py\n", "solution/train.py": train })).toBe(
      "clean",
    );
    expect(await verdictOf({ "solution/train.py": train })).toBe("inconclusive");
  });
});
