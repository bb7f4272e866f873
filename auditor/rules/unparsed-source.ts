import { defineRule } from "./define-rule.ts";

export const unparsedSource = defineRule({
  id: "unparsed-source",
  classes: ["E2"],
  inForce: "always",
  docs: {
    title: "Text that is run as code but can not be read as Python",
    what:
      "Reports a text that the submission runs with `exec` or `eval`, that was unpacked to its end, and that is still not Python. " +
      "A file with a syntax error is no finding of this rule: it is listed as not analysed, and the verdict can not be clean.",
    why: "Code that runs must be readable somewhere; a text that is not Python is either broken or made readable by something that the audit does not see.",
    violation: `
exec("def f(:\\n    return ]")
`,
    allowed: `
exec("def f():\\n    return 1")
`,
  },
  messages: { text: "runs a text as code that is not valid Python" },
  defaultClause: "What a submission runs can be read from its files.",
  check({ model, report }) {
    for (const at of model.unreadableTexts)
      report({ at, message: "text", confidence: "possible", effect: "unknown" });
  },
});
