import { describe, expect, it } from "vitest";
import { createSourceFile } from "../../../auditor/source/source-file.ts";
import { fileUsesOfCommand } from "../../../auditor/shell/file-uses.ts";
import { buildShellModel } from "../../../auditor/shell/model.ts";
import { pythonRunOf } from "../../../auditor/shell/python-runs.ts";
import { lineOf, linesOf, readScript } from "./shell-lines.ts";

describe("the run of a script", () => {
  it("follows both ways of a branch, and knows what a variable can be behind it", async () => {
    const script = "if test -f x; then M=a; else M=b; fi\ncp $M out";
    expect(await linesOf(script)).toEqual(["test -f x", "cp a out", "cp b out"]);
  });

  it("does not go on behind an exit", async () => {
    expect(await linesOf("echo a\nexit 0\ncp ref out")).toEqual(["echo a", "exit 0"]);
    expect(await linesOf("test -f x || exit 1\ncp ref out")).toEqual(["test -f x", "exit 1", "cp ref out"]);
  });

  it("runs functions where they are called, with their arguments", async () => {
    const { commands } = await readScript('take() { cp "$1" "$2"; }\nnever() { rm x; }\ntake ref out');
    expect(commands.map((command) => [command.reach, lineOf(command)])).toEqual([
      ["scored", "take ref out"],
      ["scored", "cp ref out"],
      ["unreached", "rm x"],
    ]);
  });

  it("strips what only wraps a program", async () => {
    const { commands } = await readScript(
      "A=1 nohup env B=2 timeout -k 5 60 nice -n 3 python t.py > log 2>&1 &",
    );
    const [command] = commands;
    expect(command && lineOf(command)).toBe("python t.py");
    expect(command?.wrappers).toEqual(["nohup", "env", "timeout", "nice"]);
    expect(Object.fromEntries(command?.ownEnvironment ?? [])).toEqual({ A: "1", B: "2" });
    expect(command?.background).toBe(true);
    expect(command?.redirections.map(({ operator, target }) => operator + target.shape)).toEqual([
      ">log",
      ">&1",
    ]);
  });

  it("reads texts that are run as shell", async () => {
    expect(await linesOf(`bash -c 'cp "$1" out' x ref`)).toEqual([`bash -c cp "$1" out x ref`, "cp ref out"]);
    expect(await linesOf('C="cp ref out"; eval "$C"')).toEqual(["eval cp ref out", "cp ref out"]);
    expect(await linesOf("bash <<'E'\ncp ref out\nE")).toEqual(["bash", "cp ref out"]);
  });

  it("says what it can not read", async () => {
    const { opaque } = await readScript('eval "$(make-commands)"\nsource "$UNKNOWN"\nbash -c "$CODE"');
    expect(opaque.map(({ what }) => what)).toEqual(["eval", "source", "bash -c"]);
    expect((await readScript('eval "$(conda shell.bash hook)"')).opaque).toEqual([]);
  });

  it("follows other scripts of the submission", async () => {
    const files = [
      ["solution/finetune.sh", "export OUT=out\nsource lib/names.sh\nbash steps/copy.sh ref"],
      ["solution/lib/names.sh", "NAME=model.pt"],
      ["solution/steps/copy.sh", 'cp "$1/model.pt" "$OUT"'],
      ["solution/other.sh", 'cp "$1" b'],
    ] as const;
    const model = await buildShellModel(
      { sources: files.map(([path, text]) => createSourceFile(path, text, "editable", "shell")) },
      { entryPoints: [{ path: "solution/finetune.sh", returns: "value" }], solutionRoot: "solution" },
    );
    expect(model.commands.map((command) => [command.reach, command.at.file.path, lineOf(command)])).toEqual([
      ["scored", "solution/finetune.sh", "source lib/names.sh"],
      ["scored", "solution/finetune.sh", "bash steps/copy.sh ref"],
      ["scored", "solution/steps/copy.sh", "cp ref/model.pt out"],
      ["script", "solution/other.sh", "cp \uffff b".replace("\uffff", "⟨?⟩")],
    ]);
    expect(model.commands[2]?.steps.map(({ label }) => label)).toEqual(["runs solution/steps/copy.sh"]);
  });
});

describe("the Python that a script runs", () => {
  it.each([
    ["python train.py --lr 1", "script", "solution/train.py", ["--lr", "1"]],
    ["cd .. && exec python3.11 -u -W ignore solution/train.py", "script", "solution/train.py", []],
    ["python -m pkg.train a", "module", "pkg.train", ["a"]],
    ["torchrun --nproc_per_node 2 train.py a", "script", "solution/train.py", ["a"]],
    ["accelerate launch --num_processes 2 train.py", "script", "solution/train.py", []],
    ["python -m torch.distributed.run --standalone train.py", "script", "solution/train.py", []],
    ['PY=${PYTHON:-python}; "$PY" train.py', "script", "solution/train.py", []],
    ["./train.py a", "script", "solution/train.py", ["a"]],
    ["python -c 'print(1)' a", "text", "print(1)", ["a"]],
    ["python - a <<'E' | tee log\nprint(1)\nE", "text", "print(1)\n", ["a"]],
    ["X=3\npython <<E\nprint($X)\nE", "text", "print(3)\n", []],
    ["uv run train.py", "script", "solution/train.py", []],
  ])("%s", async (script, kind, what, args) => {
    const { commands } = await readScript(script);
    const run = commands.map((command) => pythonRunOf(command)).find((one) => one !== undefined);
    expect(run && { kind: run.kind, what: run.what, args: run.args.map(({ text }) => text) }).toEqual({
      kind,
      what,
      args,
    });
  });

  it("knows where a text stands in the script", async () => {
    const script = "set -e\npython - <<'E'\nimport os\nE\npython -c 'import sys'";
    const { commands } = await readScript(script);
    const starts = commands
      .map((command) => pythonRunOf(command)?.start)
      .filter((start) => start !== undefined);
    expect(starts.map((start) => script.slice(start, start + 9))).toEqual(["import os", "import sy"]);
  });

  it.each(["python --version > v", "which python", "python", "pip install x"])(
    "%s runs none",
    async (script) => {
      const { commands } = await readScript(script);
      expect(
        commands.map((command) => pythonRunOf(command)?.kind).filter((kind) => kind === "script"),
      ).toEqual([]);
    },
  );
});

describe("the files of a command", () => {
  it.each([
    ["cp -r ../ref/a out", ["read ref/a", "write solution/out", "write solution/out/a"]],
    [
      "cp -t out a b",
      [
        "read solution/a",
        "read solution/b",
        "write solution/out",
        "write solution/out/a",
        "write solution/out/b",
      ],
    ],
    ["mv a b", ["read solution/a", "write solution/b", "write solution/b/a", "write solution/a"]],
    ["ln -s /ref/model.pt out", ["read /ref/model.pt", "write solution/out", "write solution/out/model.pt"]],
    ["cat a > b 2>/dev/null", ["read solution/a", "write solution/b"]],
    ["cat < a | tee -a b", ["read solution/a", "write solution/b"]],
    ["dd if=/ref/a of=b bs=1M", ["read /ref/a", "write solution/b"]],
    ["sed -i 's/a/b/' c.yaml", ["read solution/c.yaml", "write solution/c.yaml"]],
    ["sed 's/a/b/' c.yaml", ["read solution/c.yaml"]],
    ["curl -o x https://example.org/y", ["write solution/x"]],
    ["tar -xzf a.tgz -C out", ["read solution/a.tgz", "write solution/out"]],
    ["tar czf a.tgz b c", ["read solution/b", "read solution/c", "write solution/a.tgz"]],
    ["rm -rf out/*", ["write solution/out"]],
    ["cd /ref && cat a", ["read /ref/a"]],
    ['cd "$X" && cat a /b', ["read a", "read /b"]],
    ["python t.py > /dev/null 2>&1", []],
  ])("%s", async (script, expected) => {
    const { commands } = await readScript(script);
    const uses = commands
      .flatMap((command) => fileUsesOfCommand(command))
      .map(({ path, access }) => `${access} ${path}`);
    expect(uses.toSorted()).toEqual(expected.toSorted());
  });
});
