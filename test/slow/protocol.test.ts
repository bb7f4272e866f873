/** What the scorer makes of bytes that are no frames: a refusal by name, never a crash, a hang or a large allocation. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { doublingPython, testHome } from "../fixtures/scoring/doubling-workspace.ts";

const id = "0123456789abcdef0123456789abcdef";
const limits = { header: 4096, body: 64 };

interface Verdict {
  readonly error?: string;
  readonly message?: string;
  readonly arrays?: readonly (readonly [dtype: string, shape: readonly number[], hex: string])[];
}

function frame(header: unknown, body: Buffer = Buffer.alloc(0)): Buffer {
  const text = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([Buffer.from("RBF1"), length, text, body]);
}

function message(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { id, kind: "result", value: { $array: 0 }, arrays: [{ dtype: "uint8", shape: [3] }], ...changes };
}

const three = Buffer.from([1, 2, 3]);
const described = (array: unknown): Buffer => frame(message({ arrays: [array] }), three);

const cases: [name: string, bytes: Buffer, error: string | null, said: RegExp][] = [
  ["a frame", frame(message(), three), null, /^$/],
  ["nothing", Buffer.alloc(0), "PeerClosed", /closed/],
  ["half a prefix", Buffer.from("RBF1\x01"), "PeerClosed", /closed/],
  ["another prefix", Buffer.from("HTTP/1.1 200 OK\r\n"), "ProtocolError", /does not begin/],
  ["half a header", frame(message(), three).subarray(0, 20), "PeerClosed", /closed/],
  ["half an array", frame(message(), three.subarray(0, 2)), "PeerClosed", /closed/],
  [
    "a header that is too long",
    frame(message({ value: "x".repeat(5000) })),
    "ProtocolError",
    /header has \d+ bytes, allowed are 4096/,
  ],
  ["no JSON", frame("{"), "ProtocolError", /not JSON/],
  [
    "no UTF-8",
    Buffer.concat([Buffer.from("RBF1\x02\0\0\0"), Buffer.from([0x22, 0xff])]),
    "ProtocolError",
    /not JSON/,
  ],
  ["NaN", frame(`{"id":"${id}","kind":"result","value":NaN,"arrays":[]}`), "ProtocolError", /not JSON/],
  ["deep nesting", frame("[".repeat(4000)), "ProtocolError", /not JSON/],
  [
    "deep nesting that is JSON",
    frame(`{"id":"${id}","kind":"result","value":${"[".repeat(900)}${"]".repeat(900)},"arrays":[]}`),
    "either",
    /^$|nested too deeply|not JSON/,
  ],
  ["a list", frame([]), "ProtocolError", /keys/],
  ["a key too many", frame(message({ more: 1 }), three), "ProtocolError", /keys/],
  ["a number as id", frame(message({ id: 1 }), three), "ProtocolError", /id/],
  ["a short id", frame(message({ id: "abc" }), three), "ProtocolError", /id/],
  ["an odd kind", frame(message({ kind: "Result!" }), three), "ProtocolError", /kind/],
  ["arrays that are none", frame(message({ arrays: {} }), three), "ProtocolError", /list/],
  ["too many arrays", frame(message({ arrays: Array(257).fill(0) })), "ProtocolError", /at most 256/],
  ["an unknown dtype", described({ dtype: "object", shape: [3] }), "ProtocolError", /dtype/],
  ["a structured dtype", described({ dtype: [["a", "O"]], shape: [3] }), "ProtocolError", /dtype/],
  ["a negative size", described({ dtype: "uint8", shape: [-1] }), "ProtocolError", /shape/],
  ["a size that is true", described({ dtype: "uint8", shape: [true] }), "ProtocolError", /shape/],
  ["a fractional size", described({ dtype: "uint8", shape: [1.5] }), "ProtocolError", /shape/],
  ["too many dimensions", described({ dtype: "uint8", shape: Array(17).fill(1) }), "ProtocolError", /shape/],
  [
    "a product that overflows",
    described({ dtype: "uint8", shape: [2 ** 40, 2 ** 40] }),
    "ProtocolError",
    /shape/,
  ],
  [
    "nothing of enormous things",
    described({ dtype: "uint8", shape: [0, 2 ** 40, 2 ** 40] }),
    "ProtocolError",
    /shape/,
  ],
  [
    "more than is allowed",
    described({ dtype: "float64", shape: [9] }),
    "ProtocolError",
    /float64 \[9\]\) have 72 bytes, allowed are 64/,
  ],
  [
    "a boolean that is neither",
    frame(message({ arrays: [{ dtype: "bool", shape: [3] }] }), three),
    "ProtocolError",
    /boolean/,
  ],
  ["a reference to no array", frame(message({ value: { $array: 1 } }), three), "ProtocolError", /refers/],
  ["a reference that is true", frame(message({ value: { $array: true } }), three), "ProtocolError", /refers/],
  [
    "a reference with company",
    frame(message({ value: { $array: 0, x: 1 } }), three),
    "ProtocolError",
    /refers/,
  ],
];

let verdicts: readonly Verdict[];
beforeAll(async () => {
  const home = process.env["REBENCH_HOME"];
  process.env["REBENCH_HOME"] = testHome();
  const { python } = await doublingPython();
  if (home === undefined) delete process.env["REBENCH_HOME"];
  else process.env["REBENCH_HOME"] = home;
  const script = fileURLToPath(new URL("../fixtures/scoring/read_frames.py", import.meta.url));
  const input = JSON.stringify(cases.map(([, bytes]) => ({ hex: bytes.toString("hex"), ...limits })));
  const PYTHONPATH = fileURLToPath(new URL("../../sdk/python", import.meta.url));
  verdicts = JSON.parse(
    execFileSync(python, [script], { input, env: { PYTHONPATH, PYTHONDONTWRITEBYTECODE: "1" } }).toString(),
  ) as Verdict[];
}, 600_000);

test.each(cases.map(([name, , error, said], index) => ({ name, error, said, index })))(
  "$name",
  ({ error, said, index }) => {
    const verdict = verdicts[index];
    if (error !== "either") expect(verdict?.error ?? null).toBe(error);
    expect(verdict?.message ?? "").toMatch(said);
  },
);

test("an array arrives as it was sent", () => {
  expect(verdicts[0]?.arrays).toEqual([["uint8", [3], "010203"]]);
});
