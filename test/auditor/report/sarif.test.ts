import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import type { Log } from "sarif";
import { describe, expect, test } from "vitest";
import type { Confidence, Effect } from "../../../auditor/finding/finding.ts";
import { fileUri } from "../../../auditor/report/file-uri.ts";
import { renderSarif } from "../../../auditor/report/sarif.ts";
import { hostileStrings, sampleFinding, sampleResult } from "./sample-result.ts";

/** The official schema is JSON Schema draft 4, of which it uses nothing that later drafts read differently but `id`. */
function officialSchema(): object {
  const url = new URL("../../fixtures/sarif/sarif-schema-2.1.0.json", import.meta.url);
  const { $schema: _, id: $id, ...schema } = JSON.parse(readFileSync(url, "utf8")) as Record<string, unknown>;
  return { $id, ...schema };
}

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const isSarif = ajv.compile(officialSchema());

function parse(text: string): Log {
  const log = JSON.parse(text) as Log;
  expect(isSarif(log), JSON.stringify(isSarif.errors?.slice(0, 3))).toBe(true);
  return log;
}

test("the schema rejects what is no SARIF", () => {
  expect(isSarif({ version: "2.1.0", runs: [{ results: [] }] })).toBe(false);
  expect(
    isSarif({ version: "2.1.0", runs: [{ tool: { driver: { name: "x" } }, columnKind: "bytes" }] }),
  ).toBe(false);
});

describe("a result with something of everything", () => {
  const run = parse(renderSarif(sampleResult())).runs[0];

  test("rules come with their help", () => {
    expect(run?.tool.driver.rules).toEqual([
      {
        id: "restricted-operations",
        name: "RestrictedOperations",
        shortDescription: { text: "An operation that is not allowed" },
        fullDescription: { text: "The forward pass uses {{an}} operation that is not on the list." },
        help: {
          text: "The forward pass uses {{an}} operation that is not on the list.\n\nThe task is to do without.",
        },
        defaultConfiguration: { level: "error" },
        properties: { tags: ["A1", "A2"] },
      },
    ]);
  });

  test("a finding has place, flow, name, level", () => {
    const place = {
      artifactLocation: { uri: "solution/model.py", uriBaseId: "SUBMISSION", index: 0 },
      region: { startLine: 7, startColumn: 16, endLine: 7, endColumn: 25, snippet: { text: "grow(x, y)" } },
    };
    expect(run?.columnKind).toBe("utf16CodeUnits");
    expect(run?.results?.[0]).toMatchObject({
      ruleId: "restricted-operations",
      ruleIndex: 0,
      kind: "fail",
      level: "error",
      message: {
        text: "calls torch.exp, which is not on the list\nRule: Only the listed operations may be used.",
      },
      locations: [{ physicalLocation: place }],
      partialFingerprints: { "rebench/v1": "0123456789abcdef0123456789abcdef" },
    });
    const flow = run?.results?.[0]?.codeFlows?.[0]?.threadFlows[0]?.locations;
    expect(
      flow?.map(({ location }) => [location?.message?.text, location?.physicalLocation?.region?.startLine]),
    ).toEqual([
      ["imported as t", 1],
      ["calls torch.exp, which is not on the list", 7],
    ]);
  });

  test("a waived finding is suppressed, not dropped", () => {
    expect(run?.results?.[1]).toMatchObject({
      kind: "review",
      level: "none",
      suppressions: [{ kind: "external", status: "accepted", justification: "looked at it" }],
    });
  });

  test("what was not done is told, and files have their digests", () => {
    expect(run?.invocations?.[0]?.executionSuccessful).toBe(false);
    expect(
      run?.invocations?.[0]?.toolExecutionNotifications?.map(({ level, message }) => [level, message.text]),
    ).toEqual([
      ["error", "some-rule failed: TypeError: x"],
      ["warning", "solution/run.sh: shell code is not analysed"],
    ]);
    expect(
      run?.artifacts?.map(({ location, hashes }) => [location?.uri, hashes?.["sha-256"]?.length]),
    ).toEqual([
      ["solution/model.py", 64],
      ["solution/run.sh", 64],
      ["solution/link", undefined],
    ]);
  });
});

test.each<[Confidence, Effect, string, string]>([
  ["proven", "score-affecting", "fail", "error"],
  ["proven", "attempted", "fail", "error"],
  ["likely", "attempted", "fail", "warning"],
  ["possible", "score-affecting", "review", "none"],
  ["proven", "inert", "review", "none"],
  ["likely", "unknown", "review", "none"],
])("%s and %s: kind %s, level %s", (confidence, effect, kind, level) => {
  const log = parse(renderSarif(sampleResult({ findings: [sampleFinding({ confidence, effect })] })));
  expect(log.runs[0]?.results?.[0]).toMatchObject({ kind, level });
});

test("any strings give valid SARIF with as many results as findings", () => {
  const text = fc.oneof(fc.string({ unit: "binary", maxLength: 30 }), fc.constantFrom(...hostileStrings));
  const name = text.map((part) => `solution/${part.replaceAll("\0", "").replaceAll("/", "") || "x"}`);
  fc.assert(
    fc.property(fc.array(fc.tuple(name, text, text), { maxLength: 5 }), (parts) => {
      const findings = parts.map(([file, quote, message]) =>
        sampleFinding({ message, location: { ...sampleFinding().location, file, quote } }),
      );
      const notAnalysed = parts.map(([path, reason]) => ({ path, reason }));
      const log = parse(renderSarif(sampleResult({ findings, notAnalysed })));
      expect(log.runs[0]?.results?.length).toBe(findings.length);
      for (const [index, result] of (log.runs[0]?.results ?? []).entries()) {
        const place = result.locations?.[0]?.physicalLocation;
        expect(place?.region?.snippet?.text).toBe(findings[index]?.location.quote);
        expect(place?.artifactLocation?.uri).toMatch(/^solution\/([\w.~-]|%[0-9A-F]{2})+$/);
      }
    }),
    { numRuns: 150 },
  );
});

test("message text can form neither placeholder nor link", () => {
  const message = "uses {0} and [click](https://evil.example)";
  const log = parse(renderSarif(sampleResult({ findings: [sampleFinding({ message })] })));
  expect(log.runs[0]?.results?.[0]?.message.text).toContain("uses {{0}} and [click\\](https://evil.example)");
});

test.each([
  ["a b/c.py", "a%20b/c.py"],
  ["http:x/y", "http%3Ax/y"],
  ["100%/é", "100%25/%C3%A9"],
  ["x\udcff\n#?", "x%FF%0A%23%3F"],
])("%j as a URI is %s", (path, uri) => {
  expect(fileUri(path)).toBe(uri);
});
