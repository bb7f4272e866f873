/** Submissions that misbehave, scored for real: each ends as an invalid entry with a reason, and none of its processes survives. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openScores } from "../../sdk/score-log/sealed.ts";
import { readIdentity } from "../../sdk/workspace/run.ts";
import { DoublingWorkspace, processesWith } from "../fixtures/scoring/doubling-workspace.ts";

const honest = "return x * np.float32(2)";
const marker = `marker-${randomUUID()}`;
const lingering = `["/bin/sh", "-c", "sleep 300; : ${marker}"]`;

let workspace: DoublingWorkspace;
beforeAll(async () => {
  workspace = await DoublingWorkspace.create();
}, 600_000);
afterAll(() => workspace.remove());

/** A submission whose function has this body; `x` are the numbers. */
function submission(body: string, before = ""): string {
  const lines = body.split("\n").map((line) => `    ${line}`);
  return [
    "import os, signal, socket, subprocess, sys, time",
    "import numpy as np",
    before,
    "def double(x):",
    ...lines,
    "",
  ].join("\n");
}

const invalid: [name: string, source: string, reason: RegExp][] = [
  ["hangs in a call", submission("time.sleep(600)"), /did not answer a call within 3 seconds/],
  [
    "hangs while it is loaded",
    submission(honest, "time.sleep(600)"),
    /did not answer a load within 8 seconds/,
  ],
  [
    "stops itself",
    submission("os.kill(os.getpid(), signal.SIGSTOP)"),
    /did not answer a call within 3 seconds/,
  ],
  [
    "floods standard output",
    submission("while True: os.write(1, b'x' * 65536)"),
    /ended \(it printed more than 65536 bytes\)/,
  ],
  [
    "floods standard error while it is loaded",
    submission(honest, "while True: print('y' * 1000, file=sys.stderr)"),
    /printed more than 65536/,
  ],
  ["allocates too much", submission("return np.ones(10**9)"), /MemoryError/],
  [
    "allocates too much in many processes",
    submission(
      "[subprocess.Popen([sys.executable, '-c', 'a = bytearray(200 * 2**20); import time; time.sleep(60)']) for _ in range(6)]\ntime.sleep(60)",
    ),
    /ended \(it used more than 512 MiB of memory\)/,
  ],
  ["is a fork bomb", submission("while True: os.fork()"), /BlockingIOError|did not answer a call|ended/],
  ["returns NaN", submission("return x * np.float32('nan')"), /NaN or infinity/],
  ["returns infinity in one place", submission("x[7] = np.inf\nreturn x"), /NaN or infinity/],
  ["returns a wrong shape", submission("return x[:-1]"), /shape \[999\], expected is \[1000\]/],
  [
    "returns far too much",
    submission("return np.zeros((1000, 1000), np.float32)"),
    /float32 \[1000, 1000\].* 4000000 bytes, allowed are 8000/,
  ],
  [
    "returns a wrong dtype",
    submission("return x.astype(np.float64)"),
    /array of float64, expected is float32/,
  ],
  ["returns objects", submission("return np.array([object()] * 1000)"), /can not carry an array of object/],
  ["returns a tuple", submission("return (x, x)"), /returned a list where an array is expected/],
  ["returns nothing", submission("pass"), /returned nothing where an array is expected/],
  ["returns something that is no JSON", submission("return object()"), /can not carry a object/],
  [
    "raises",
    submission("raise ValueError('no such luck')"),
    /raised an error in a call: ValueError: no such luck/,
  ],
  ["raises SystemExit", submission("sys.exit(0)"), /raised an error in a call: SystemExit: 0/],
  ["has a syntax error", "def double(x:\n", /error in a load: SyntaxError/],
  ["lacks the function", "x = 1\n", /has no function double/],
  ["leaves by os._exit(0)", submission("os._exit(0)"), /ended with exit code 0 before it answered a call/],
  [
    "leaves by os._exit(0) while it is loaded",
    submission(honest, "os._exit(0)"),
    /ended with exit code 0 before it answered a load/,
  ],
  ["kills itself", submission("os.kill(os.getpid(), signal.SIGKILL)"), /ended by signal SIGKILL before/],
  [
    "kills everything that it can",
    submission(
      "for target in (os.getppid(), 1, -1, 0):\n    try: os.kill(target, signal.SIGKILL)\n    except OSError: pass\nos._exit(9)",
    ),
    /ended with exit code 9 before|ended by signal SIGKILL before/,
  ],
  [
    "writes garbage to every descriptor",
    submission(
      "for n in range(1024):\n    try: os.write(n, os.urandom(4096))\n    except OSError: pass\nreturn x",
    ),
    /did not keep to the protocol|did not answer/,
  ],
  [
    "closes every descriptor",
    submission("os.closerange(0, 1024)\ntime.sleep(60)"),
    /ended \(it closed its connection\)/,
  ],
  [
    "announces a header of four gigabytes",
    submission(
      "for n in range(3, 1024):\n    try: os.write(n, b'RBF1' + b'\\xff' * 4)\n    except OSError: pass\nreturn x",
    ),
    /header has 4294967295 bytes/,
  ],
  [
    "answers before it is asked",
    submission(
      honest,
      [
        "import json",
        "header = json.dumps({'id': '0' * 32, 'kind': 'result', 'value': {'$array': 0}, 'arrays': [{'dtype': 'float32', 'shape': [1000]}]}).encode()",
        "for n in range(3, 1024):",
        "    try: os.write(n, b'RBF1' + len(header).to_bytes(4, 'little') + header + bytes(4000))",
        "    except OSError: pass",
      ].join("\n"),
    ),
    /an answer that no request asked for|did not keep to the protocol/,
  ],
  [
    "prints a result instead of giving one",
    submission(
      `print('{"op": "result", "value": {"validation": {"error": 0.0}, "test": {"error": 0.0}}}', flush=True)\nos._exit(0)`,
    ),
    /ended with exit code 0/,
  ],
];

describe("an invalid attempt", () => {
  test.each(invalid)("%s", async (_, source, reason) => {
    const started = performance.now();
    const entry = await workspace.score(source);
    expect(entry).toMatchObject({ score: null, valid: false });
    expect(entry.message["reason"]).toMatch(reason);
    // The profile's own limit, and what it takes to notice.
    expect((performance.now() - started) / 1000).toBeLessThan(30);
    const sealed = await openScores(entry.sealed, await readIdentity(workspace.run));
    expect(sealed?.splits["test"]?.score).toBeNull();
  });
});

/** Submissions that try for what is not theirs: each raises if it gets it, and is valid if it does not. */
const contained: [name: string, source: string][] = [
  [
    "the scorer's data, the log and the host's home are not there",
    submission(
      [
        "found = []",
        "for folder, names, files in os.walk('/'):",
        "    if folder == '/': names[:] = [n for n in names if n not in ('proc', 'usr', 'sys')]",
        "    found += [os.path.join(folder, f) for f in files if f in ('validation.npy', 'test.npy', 'score-log.jsonl', 'run.json', 'identity', 'score.py', '.bash_history', 'shadow')]",
        "if found: raise RuntimeError(found)",
        honest,
      ].join("\n"),
    ),
  ],
  [
    "other processes are not to be seen, the first one not to be read",
    submission(
      [
        "others = [p for p in os.listdir('/proc') if p.isdigit() and int(p) not in (1, os.getpid())]",
        "if len(others) > 1: raise RuntimeError(others)",
        "if '/' in open('/proc/1/cmdline').read().split('--', 2)[0].replace('/usr/bin/bwrap', ''): raise RuntimeError('host paths')",
        "for name in ('mem', 'root', 'cwd'):",
        "    try: print(os.listdir(f'/proc/1/{name}/root') if name != 'mem' else open('/proc/1/mem', 'rb').read(1))",
        "    except OSError: continue",
        "    raise RuntimeError(name)",
        honest,
      ].join("\n"),
    ),
  ],
  [
    "there is no network",
    submission(
      [
        "for family, address in ((socket.AF_INET, ('1.1.1.1', 53)), (socket.AF_INET, ('127.0.0.1', 22)), (socket.AF_UNIX, '\\0/tmp/.X11-unix/X0')):",
        "    s = socket.socket(family, socket.SOCK_STREAM); s.settimeout(1)",
        "    try: s.connect(address)",
        "    except OSError: continue",
        "    raise RuntimeError(address)",
        "names = [name for _, name in socket.if_nameindex()]",
        "if names != ['lo']: raise RuntimeError(names)",
        honest,
      ].join("\n"),
    ),
  ],
  [
    "nothing can be written but the scratch space, and that has a size",
    submission(
      [
        "for path in ('/x', '/workspace/x', '/workspace/solution/x', '/workspace/data/train.npy', '/dev/x', '/etc/x', '/usr/x', '/opt/rebench/x', '/proc/sys/kernel/hostname', __file__, sys.executable, np.__file__):",
        "    try: open(path, 'ab').write(b'x')",
        "    except OSError: continue",
        "    raise RuntimeError(path)",
        "for path in ('/tmp/x', '/dev/shm/x'):",
        "    try: open(path, 'wb').write(bytes(2**25))",
        "    except OSError: continue",
        "    raise RuntimeError(path)",
        honest,
      ].join("\n"),
    ),
  ],
  [
    "it has no capability and can not get one",
    submission(
      [
        "status = open('/proc/self/status').read()",
        "wanted = ('CapEff:\\t0000000000000000', 'CapBnd:\\t0000000000000000', 'NoNewPrivs:\\t1')",
        "if os.getuid() == 0 or not all(w in status for w in wanted): raise RuntimeError(status)",
        "if set(os.environ) - {'PATH', 'HOME', 'TMPDIR', 'USER', 'LOGNAME', 'LANG', 'LC_CTYPE', 'PWD', 'OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'PYTHONDONTWRITEBYTECODE'}: raise RuntimeError(sorted(os.environ))",
        honest,
      ].join("\n"),
    ),
  ],
  [
    "descriptors are its own",
    submission(
      [
        "names = [os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{n}')]",
        "if any(not n.startswith(('pipe:', '/dev/null', '/proc')) for n in names): raise RuntimeError(names)",
        honest,
      ].join("\n"),
    ),
  ],
];

describe("what a submission can reach", () => {
  test.each(contained)("%s", async (_, source) => {
    const entry = await workspace.score(source);
    expect(entry.message).toEqual({ error: 0 });
    expect(entry).toMatchObject({ score: 0, valid: true });
  });
});

describe("what a submission leaves behind", () => {
  const forkAway = `if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: os.execv("/bin/sh", ${lingering})\n    os._exit(0)\ntime.sleep(0.2)`;

  test.each([
    ["after a valid score", `${forkAway}\n${honest}`],
    ["after an early end", `${forkAway}\nos._exit(0)`],
    ["after a hang", `${forkAway}\ntime.sleep(600)`],
  ])("a process that forked away is gone %s", async (_, body) => {
    const scoring = workspace.score(submission(body));
    await expect.poll(() => processesWith(marker).length, { timeout: 20_000 }).toBeGreaterThan(0);
    await scoring;
    expect(processesWith(marker)).toEqual([]);
  });
});

describe("what the solver is told", () => {
  test("sees the end of what its submission printed, without control characters", async () => {
    const entry = await workspace.score(
      submission("print('\\x1b[2Jstep one', flush=True)\nraise ValueError('\\x1b]0;title\\x07bad\\u202e')"),
    );
    expect(entry.message["reason"]).toBe("The submission raised an error in a call: ValueError: ]0;titlebad");
    expect(entry.message["output"]).toMatch(/^step one\nTraceback/);
  });

  test("is told nothing of what happens once the hidden split is open", async () => {
    const body = [
      "count.append(1)",
      "if len(count) == 2:",
      "    print('secret', x[:3], flush=True)",
      "    raise ValueError(f'secret {x[:3]}')",
      honest,
    ].join("\n");
    const entry = await workspace.score(submission(body, "count = []"));
    expect(entry.message).toEqual({ reason: "The submission raised an error in a call." });
  });
});
