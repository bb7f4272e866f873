import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { runAudit } from "../../../auditor/engine/audit.ts";
import { auditResultJsonSchema } from "../../../auditor/finding/json-schema.ts";
import { renderJson } from "../../../auditor/report/json.ts";
import { engineWith, policyWith, throwingRule, markedCode } from "../engine/marked-code.ts";
import { folderWith } from "../source/folder.ts";
import { sampleResult } from "./sample-result.ts";

function validator(): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(auditResultJsonSchema());
  return (value) => {
    const isValid = validate(value);
    if (!isValid) throw new Error(JSON.stringify(validate.errors?.slice(0, 3)));
    return isValid;
  };
}

test("the published schema is the one that the code goes by", async () => {
  const published = `${JSON.stringify(auditResultJsonSchema(), null, 2)}\n`;
  // `vitest -u` writes it anew; a difference is a change of a published format.
  await expect(published).toMatchFileSnapshot("../../../schemas/audit-result.schema.json");
});

test("a real result keeps the schema", async () => {
  const submission = folderWith({ "a.py": "STEP\nBAD(proven, attempted)\n", "b.sh": "ls\n", "w.pt": "\0" });
  const waivers = [{ fingerprint: "f".repeat(32), by: "x", reason: "y", date: "2026-11-20" }];
  const { result } = await runAudit(engineWith([markedCode, throwingRule]), {
    submission,
    policy: policyWith({ overrides: { most: "3" } }),
    environment: null,
    waivers,
  });
  expect(validator()(JSON.parse(renderJson(result)))).toBe(true);
  expect(validator()(JSON.parse(renderJson(sampleResult())))).toBe(true);
});

test("the schema refuses what is not a result", () => {
  const isResult = validator();
  const result = JSON.parse(renderJson(sampleResult())) as Record<string, unknown>;
  expect(() => isResult({ ...result, verdict: "fine" })).toThrow();
  expect(() => isResult({ ...result, extra: 1 })).toThrow();
  expect(() => isResult({ ...result, findings: [{}] })).toThrow();
});
