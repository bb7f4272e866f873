/** A result with something of everything, for the reports. */
import type { Finding } from "../../../auditor/finding/finding.ts";
import type { AuditResult } from "../../../auditor/finding/result.ts";

export function sampleFinding(changes: Partial<Finding> = {}): Finding {
  return {
    ruleId: "restricted-operations",
    class: "A2",
    title: "An operation that is not allowed",
    message: "calls torch.exp, which is not on the list",
    confidence: "proven",
    effect: "score-affecting",
    source: "static",
    location: {
      file: "solution/model.py",
      startLine: 7,
      startColumn: 16,
      endLine: 7,
      endColumn: 25,
      quote: "grow(x, y)",
    },
    steps: [
      {
        label: "imported as t",
        location: {
          file: "solution/model.py",
          startLine: 1,
          startColumn: 1,
          endLine: 1,
          endColumn: 18,
          quote: "import torch as t",
        },
      },
    ],
    clause: "Only the listed operations may be used.",
    fingerprint: "0123456789abcdef0123456789abcdef",
    ...changes,
  };
}

export function sampleResult(changes: Partial<AuditResult> = {}): AuditResult {
  const file = { sha256: "a".repeat(64), bytes: 120, role: "editable" as const };
  return {
    schemaVersion: 1,
    tool: { name: "rebench", version: "1.2.3", rulesDigest: "sha256:00" },
    environment: { id: "my-env", version: "1.0.0", profile: "smoke" },
    policy: {
      name: "my-env",
      digest: "sha256:11",
      overrides: { allow: "add" },
      unchecked: ["network-access"],
    },
    submission: {
      root: "work/space",
      digest: "sha256:22",
      files: [
        { ...file, path: "solution/model.py", language: "python", analysed: "full" },
        {
          ...file,
          path: "solution/run.sh",
          language: "shell",
          analysed: "none",
          reason: "shell code is not analysed",
        },
        {
          ...file,
          path: "solution/link",
          sha256: "",
          language: "link",
          analysed: "none",
          reason: "link, not followed",
        },
      ],
    },
    verdict: "violation",
    findings: [
      sampleFinding(),
      sampleFinding({
        confidence: "possible",
        effect: "unknown",
        fingerprint: "f".repeat(32),
        waived: { by: "r.eviewer", reason: "looked at it", date: "2026-11-20" },
      }),
    ],
    notAnalysed: [{ path: "solution/run.sh", reason: "shell code is not analysed" }],
    ruleFailures: [{ ruleId: "some-rule", path: ".", error: "TypeError: x" }],
    rules: [
      {
        id: "restricted-operations",
        title: "An operation that is not allowed",
        classes: ["A1", "A2"],
        what: "The forward pass uses {an} operation that is not on the list.",
        why: "The task is to do without.",
      },
    ],
    unusedWaivers: [{ fingerprint: "e".repeat(32), by: "x", reason: "y", date: "2026-11-20" }],
    timings: {},
    ...changes,
  };
}

/** Strings that a submission may put into names and quotes to mislead whoever reads a report. */
export const hostileStrings: readonly string[] = [
  "\u001b[2J\u001b[1;1Hverdict: clean",
  "\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007",
  "line\nbreak\r\nand return\rover",
  "\u202egnp.exe\u202c \u2066x\u2069 \u200bzero\u200d\ufeff",
  "\u0085\u2028\u2029\u0000\u007f\u009b31m",
  "tag\u{e0041}\u{e0042} lone \ud800 byte \udcff",
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "[link](https://evil.example) ![i](x) <https://evil.example> https://evil.example www.evil.example",
  "`code` ``` fence\n```\n# heading\n- list\n| a | b |\n> quote",
  "@someone #12 *bold* _it_ ~~no~~ &amp; &lt; \\ {0} {{1}} $x$",
  " leading and trailing ",
  "`",
];
