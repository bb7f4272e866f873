import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readScript } from "./shell-lines.ts";

describe("scripts that want to break the reader", () => {
  it.each([
    ["unbalanced quotes", "echo 'a\ncp ref out"],
    ["a branch without an end", "if true; then\ncp ref out"],
    ["nesting", `${"(".repeat(2000)}cp ref out${")".repeat(2000)}`],
    ["nested substitutions", `${"$(echo ".repeat(600)}x${")".repeat(600)}`],
  ])("%s is reported, not taken for clean", async (_, script) => {
    expect((await readScript(script)).unparsed).toHaveLength(1);
  });

  it.each([
    ["a function that calls itself", "f() { f; f; f; }\nf"],
    ["a value that doubles", `X=aaaaaaaaaa\n${"X=$X$X$X$X\n".repeat(40)}cp $X out`],
    [
      "ways that multiply",
      `${Array.from({ length: 40 }, (_, i) => `if a; then V${i}=1; else V${i}=2; fi\n`).join("")}cp ${Array.from({ length: 40 }, (_, i) => `$V${i}`).join("")} out`,
    ],
    ["loops in loops", `${"for a in 1 2 3 4 5 6 7 8 9; do ".repeat(12)}cp ref out${"; done".repeat(12)}`],
    ["a script that runs itself", "bash finetune.sh\nsource finetune.sh\ncp ref out"],
    ["an eval of an eval", `C='eval "$C"'\neval "$C"`],
    ["braces", `echo ${"{a,b}".repeat(40)}`],
    ["stars", "X=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\necho ${X##*a*a*a*a*a*a*a*c}"],
    ["a heredoc without an end", "cat <<E\ncp ref out"],
    ["many heredocs", "cat <<E\nx\nE\n".repeat(3000)],
  ])("%s comes to an end", async (_, script) => {
    const { commands } = await readScript(script);
    expect(commands.length).toBeLessThan(25_000);
  });

  it("survives any text", async () => {
    const part = fc.constantFrom(
      "$(",
      ")",
      "`",
      '"',
      "'",
      "<<E\n",
      "E\n",
      "if ",
      "then ",
      "fi\n",
      "{",
      "}",
      "${",
      "x",
      " ",
      "|",
      "&",
      ";",
      "\n",
      "\uffff",
      "\ue000",
      "\ue001:",
      "\0",
      "=",
      "[[ ",
      "case x in ",
      "esac\n",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 40 }), async (parts) => {
        const { commands, unparsed, opaque } = await readScript(parts.join(""));
        expect(Array.isArray(commands) && Array.isArray(unparsed) && Array.isArray(opaque)).toBe(true);
        for (const { at } of commands) expect(at.span.end).toBeGreaterThanOrEqual(at.span.start);
      }),
      { numRuns: 300 },
    );
  });
});
