/** The matrix is as large as it says, and every cell is a program of its own. */
import { expect, test } from "vitest";
import { allowedOperation, operations, templates } from "../../accuracy/spelling-templates.ts";
import { writeSpelling } from "../../accuracy/spellings.ts";
import { loadPythonParser } from "../../auditor/python/parse.ts";

test("60 spellings of 12 operations, and no two the same", () => {
  expect(templates.filter(({ needsSymbol }) => needsSymbol !== true).length).toBeGreaterThanOrEqual(60);
  expect(operations).toHaveLength(12);
  for (const operation of operations) {
    const texts = templates
      .filter(({ needsSymbol }) => needsSymbol !== true || operation.symbol !== undefined)
      .map((template) => JSON.stringify(writeSpelling(template, operation)));
    expect(new Set(texts).size).toBe(texts.length);
  }
  expect(new Set(templates.map(({ name }) => name)).size).toBe(templates.length);
});

test.each(templates.map((template) => [template.name, template] as const))(
  "%s is Python",
  async (_, template) => {
    const parse = await loadPythonParser();
    for (const operation of [...operations, allowedOperation]) {
      if (template.needsSymbol === true && operation.symbol === undefined) continue;
      for (const [path, text] of Object.entries(writeSpelling(template, operation))) {
        expect(parse(text).errors, `${path}\n${text}`).toEqual([]);
        expect(text).not.toMatch(/\b(OP|REST|ARGS|SYM|DUNDER|OPERATOR|CODES|BASE64|ROT13|REVERSED|L|R)\b/);
      }
    }
  },
);
