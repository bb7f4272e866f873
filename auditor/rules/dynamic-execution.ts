import { defineRule } from "./define-rule.ts";

export const dynamicExecution = defineRule({
  id: "dynamic-execution",
  classes: ["A4"],
  inForce: "always",
  docs: {
    title: "Code that is only known while running",
    what:
      "Reports code that is made or chosen while the program runs and can not be read from the submission: `exec` and `eval` of a text that does not fold to a " +
      "constant, unmarshalled code objects, imports of a computed name. Text that can be unpacked (base64, hex, zlib, gzip, rot13) is unpacked and audited like any other code; that alone is no finding.",
    why: "What can not be read can not be cleared: any rule may be broken in it.",
    violation: `
import sys

code = sys.stdin.read()
exec(code)
`,
    allowed: `
import base64

exec(base64.b64decode("cHJpbnQoJ2hlbGxvJyk="))
`,
  },
  messages: {
    code: "runs code that can not be read from the submission ({path})",
    import: "imports a module whose name is computed while running ({path})",
  },
  defaultClause: "What a submission runs can be read from its files.",
  check({ model, report, stepsOf }) {
    for (const fact of model.opaque) {
      // A star import of a known outside module brings in names, not code that nobody can find.
      if (fact.path.endsWith(".*")) continue;
      // What nobody can read and nothing runs decides nothing.
      if (fact.reach === "unreached") continue;
      report({
        at: fact.at,
        message: fact.what,
        data: { path: fact.path },
        confidence: "possible",
        effect: "unknown",
        steps: stepsOf(fact.binding),
      });
    }
  },
});
