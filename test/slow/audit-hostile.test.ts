/** Submissions made to crash, hang, mislead or empty the auditor. Each runs as its own process, as in a CI job. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import type { AuditResult } from "../../auditor/finding/result.ts";

const program = fileURLToPath(new URL("../../dist/sdk/cli/main.js", import.meta.url));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The guard is against hanging: no case needs more than a few seconds. */
function audit(args: readonly string[], wrapper: readonly string[] = []): Outcome {
  const [file = process.execPath, ...rest] = [...wrapper, process.execPath, program, "audit", ...args];
  const done = spawnSync(file, rest, { encoding: "utf8", timeout: 120_000, maxBuffer: 256 * 1024 * 1024 });
  expect(done.error).toBeUndefined();
  return { code: done.status, stdout: done.stdout, stderr: done.stderr };
}

function auditJson(submission: string, ...args: string[]): { code: number | null; result: AuditResult } {
  const { code, stdout, stderr } = audit([submission, "--policy", "python", "--json", ...args]);
  expect(stderr).toBe("");
  return { code, result: JSON.parse(stdout) as AuditResult };
}

function emptyFolder(): string {
  const root = mkdtempSync(join(tmpdir(), "rebench-hostile-"));
  // `rm` goes from folder to folder, so that paths beyond the system's limit are removed too.
  onTestFinished(() => void execFileSync("rm", ["-rf", root]));
  return root;
}

function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = emptyFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(root, name), content);
  return root;
}

/** Verdict, exit status and reasons of a submission that must be withheld a "clean". */
function reasonsOf(submission: string, verdict = "inconclusive"): Record<string, string> {
  const { code, result } = auditJson(submission);
  expect([result.verdict, code]).toEqual([verdict, 2]);
  // The first reason is what was wrong with the bytes; that the parser stumbled over them may follow.
  return Object.fromEntries(result.notAnalysed.map(({ path, reason }) => [path, reason]).reverse());
}

describe("nothing there", () => {
  test.each([
    ["an empty folder", () => emptyFolder(), /^rebench: nothing to audit: .* holds no files\n$/],
    ["a missing path", () => join(emptyFolder(), "gone"), /^rebench: .*gone does not exist\n$/],
    ["a device", () => "/dev/null", /^rebench: \/dev\/null is neither a folder nor a regular file\n$/],
  ])("%s", (_, make, message) => {
    const { code, stdout, stderr } = audit([make(), "--policy", "python"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });
});

test("links out of the tree and in circles are not followed", () => {
  const secret = folderOf({ "secret.py": "SECRET_VALUE = 1\n" });
  const root = folderOf({ "a.py": "x = 1\n" });
  symlinkSync(join(secret, "secret.py"), join(root, "model.py"));
  symlinkSync(secret, join(root, "package"));
  symlinkSync(".", join(root, "loop"));
  symlinkSync("self", join(root, "self"));
  const { code, result } = auditJson(root);
  expect([result.verdict, code]).toEqual(["inconclusive", 2]);
  expect(result.notAnalysed.map(({ path }) => path)).toEqual(["loop", "model.py", "package", "self"]);
  expect(result.notAnalysed[1]?.reason).toMatch(/^link, not followed; it points out of the submission, to /);
  expect(JSON.stringify(result)).not.toContain("SECRET_VALUE");
});

describe("bytes that are no text", () => {
  test("invalid UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from("x = '"), Buffer.from([0xff, 0xfe]), Buffer.from("'\n")]);
    expect(reasonsOf(folderOf({ "model.py": bytes }))).toEqual({
      "model.py": "is not valid UTF-8 at byte 5",
    });
  });

  test("null bytes", () => {
    // What hides code from a reader is a finding besides.
    const reasons = reasonsOf(folderOf({ "model.py": "x = 1\0\ny = 2\n" }), "suspect");
    expect(reasons["model.py"]).toMatch(/^holds a null character at offset 5/);
  });

  test("an encoding that turns a comment into code", () => {
    const reasons = reasonsOf(folderOf({ "model.py": "# coding: utf-7\n# +AAo-import os\n" }));
    expect(reasons["model.py"]).toBe('declares the encoding "utf-7", which the auditor does not read');
  });

  test("native code under the name of a module", () => {
    const reasons = reasonsOf(folderOf({ "model.py": Buffer.from("\x7fELF\x02\x01\x01\0\0", "latin1") }));
    expect(reasons["model.py"]).toBe("compiled code; it is not read");
  });
});

describe("100 MB", () => {
  const size = 100 * 1024 * 1024;

  test("of weights are hashed and excused", () => {
    const root = folderOf({ "a.py": "x = 1\n", "model.pt": "" });
    truncateSync(join(root, "model.pt"), size);
    const { code, result } = auditJson(root);
    expect([result.verdict, code]).toEqual(["clean", 0]);
    // SHA-256 of 104,857,600 null bytes, as `head -c 104857600 /dev/zero | sha256sum` prints it.
    const sha256 = "20492a4d0d84f8beb1767f6616229f85d44c2827b64bdbfb260ee12fa1109e0e";
    expect(result.submission.files[1]).toMatchObject({ path: "model.pt", bytes: size, sha256 });
  });

  test("of source in one line are not read, and said so", () => {
    const root = folderOf({ "model.py": Buffer.alloc(size, "x") });
    expect(reasonsOf(root)["model.py"]).toMatch(/^not read: 104857600 bytes are more than/);
  });
});

test("a folder named like the entry point", () => {
  const root = emptyFolder();
  mkdirSync(join(root, "solution", "model.py"), { recursive: true });
  writeFileSync(join(root, "solution", "model.py", "inner.py"), "x = 1\n");
  const policy = join(folderOf({}), "policy.json");
  const entryPoints = [{ path: "solution/model.py", name: "get" }];
  writeFileSync(
    policy,
    JSON.stringify({ schemaVersion: 1, name: "p", rules: [], solutionRoot: "solution", entryPoints }),
  );
  const { code, stdout } = audit([root, "--policy", policy, "--json"]);
  const result = JSON.parse(stdout) as AuditResult;
  expect([result.verdict, code]).toEqual(["inconclusive", 2]);
  expect(result.notAnalysed).toEqual([
    { path: "solution/model.py", reason: "is a folder, but the scorer's entry point must be a file" },
  ]);
});

test("20,000 files", () => {
  const root = emptyFolder();
  for (let folder = 0; folder < 20; folder += 1) {
    mkdirSync(join(root, `p${folder}`));
    for (let file = 0; file < 1000; file += 1)
      writeFileSync(join(root, `p${folder}`, `m${file}.py`), `x = ${file}\n`);
  }
  const { result } = auditJson(root);
  expect(result.submission.files.length).toBe(20_000);
  // Within the analysis's budget or beyond it, but never a finding, and never a file passed over in silence.
  const named = new Set(result.notAnalysed.map(({ path }) => path));
  expect(result.findings).toEqual([]);
  expect(
    result.submission.files.filter(({ path, analysed }) => analysed !== "full" && !named.has(path)),
  ).toEqual([]);
});

describe("names that mislead", () => {
  const names = [
    "line\nbreak.py",
    "\u001b[2J\u001b[1;1Hclean.py",
    "\u202eyp.exe.py",
    "<img src=x onerror=alert(1)>.py",
    "[a](https:).py",
    "`x`|y.py",
    " .py",
    "%2e%2e.py",
  ];

  function hostileFolder(): string {
    const root = emptyFolder();
    for (const name of names) writeFileSync(join(root, name), "x = 1\0\n");
    writeFileSync(
      Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0xfe]), Buffer.from(".py")]),
      "x = 1\0\n",
    );
    return root;
  }

  test.each(["text", "markdown"])("show as what they are in %s", (format) => {
    const { code, stdout } = audit([hostileFolder(), "--policy", "python", "--format", format]);
    expect(code).toBe(2);
    expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(stdout).toContain("\\x1b[2J\\x1b[1;1Hclean.py");
    expect(stdout).toContain("\\u{202e}yp.exe.py");
    expect(stdout).toContain("\\xff\\xfe.py");
  });

  test("are whole in JSON and encoded in SARIF", () => {
    const root = hostileFolder();
    const { result } = auditJson(root);
    expect(result.submission.files.map(({ path }) => path)).toEqual(expect.arrayContaining(names));
    const { stdout } = audit([root, "--policy", "python", "--format", "sarif"]);
    const uris = [...stdout.matchAll(/"uri": "([^"]*)"/g)].map(([, uri]) => uri);
    expect(uris).toContain("%FF%FE.py");
    expect(uris).toContain("line%0Abreak.py");
    expect(uris).toContain("%252e%252e.py");
    expect(uris.every((uri) => /^([\w.~/-]|%[0-9A-F]{2})+$/.test(uri ?? ""))).toBe(true);
  });
});

describe("source that aims at the reader of its quotes", () => {
  const source =
    "import sys\ncode = sys.stdin.read()\n" +
    'exec(code, {"\u001b[2J\u001b[1;1H": "\u202e", "```": "<script>alert(1)</script> [x](https://evil.example) @all"})\n';

  test.each(["text", "markdown"])("is shown as what it is in %s", (format) => {
    const { code, stdout } = audit([
      folderOf({ "a.py": source }),
      "--policy",
      "python",
      "--format",
      format,
      "--fail-on",
      "suspect",
    ]);
    expect(code).toBe(1);
    expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(stdout).toContain('exec(code, {"\\x1b[2J\\x1b[1;1H": "\\u{202e}"');
    // A fence of three backticks would be closed by the quote.
    if (format === "markdown") expect(stdout).toContain("````text\nexec(code");
  });

  test("is whole in JSON", () => {
    const { code, result } = auditJson(folderOf({ "a.py": source }), "--fail-on", "suspect");
    expect(code).toBe(1);
    const lines = source.split("\n");
    expect(result.findings.length).toBeGreaterThan(0);
    for (const { location } of result.findings.flatMap((finding) => [finding, ...finding.steps])) {
      const line = lines[location.startLine - 1] ?? "";
      expect(line.slice(location.startColumn - 1, location.endColumn - 1)).toBe(location.quote);
    }
  });
});

test("pipes and sockets are not opened", async () => {
  const root = folderOf({ "a.py": "x = 1\n" });
  execFileSync("mkfifo", [join(root, "model.py")]);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(root, "socket"), resolve));
  onTestFinished(() => void server.close());
  expect(reasonsOf(root)).toEqual({
    "model.py": "a pipe, socket or device; not opened",
    socket: "a pipe, socket or device; not opened",
  });
});

describe("folders within folders", () => {
  test("1,000 levels are walked to the end", () => {
    const root = emptyFolder();
    const deepest = join(root, ...Array.from({ length: 1000 }, () => "d"));
    mkdirSync(deepest, { recursive: true });
    writeFileSync(join(deepest, "model.py"), "x = 1\n");
    const { code, result } = auditJson(root);
    expect([result.verdict, code]).toEqual(["clean", 0]);
    expect(result.submission.files.map(({ path }) => path.length)).toEqual([2008]);
  });

  test("beyond the longest path of the system they are named", () => {
    const root = folderOf({ "a.py": "x = 1\n" });
    const name = "n".repeat(250);
    // Folder by folder, since no single call takes such a path.
    const script = `import os\nfor _ in range(20): os.mkdir("${name}"); os.chdir("${name}")\nopen("model.py", "w").write("x = 1")`;
    execFileSync("python3", ["-c", script], { cwd: root });
    const reasons = reasonsOf(root);
    expect(Object.values(reasons)).toEqual([expect.stringMatching(/\(ENAMETOOLONG\)$/)]);
  });
});

test("files and folders that may not be read", () => {
  const root = folderOf({ "a.py": "x = 1\n", "closed.py": "x = 1\n" });
  mkdirSync(join(root, "closed"));
  writeFileSync(join(root, "closed", "b.py"), "x = 1\n");
  execFileSync("chmod", ["000", join(root, "closed.py"), join(root, "closed")]);
  // Root reads everything, unless it gives that up.
  const bound = "-dac_override,-dac_read_search";
  const wrapper = process.getuid?.() === 0 ? ["setpriv", "--bounding-set", bound, "--inh-caps", bound] : [];
  const { code, stdout } = audit([root, "--policy", "python", "--json"], wrapper);
  expect(code).toBe(2);
  expect((JSON.parse(stdout) as AuditResult).notAnalysed).toEqual([
    { path: "closed", reason: "the folder can not be read (EACCES)" },
    { path: "closed.py", reason: "can not be read (EACCES)" },
  ]);
});
