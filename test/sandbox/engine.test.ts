import { describe, expect, test } from "vitest";
import { UserError } from "../../sdk/environment/user-error.ts";
import { explainRefusal, findEngine, parseCoreList, refuseVersion } from "../../sdk/sandbox/engine.ts";

describe("findEngine", () => {
  test("without bubblewrap says in one line how to install it", () => {
    const find = (): unknown => findEngine({ path: "/nowhere" });
    expect(find).toThrow(UserError);
    expect(find).toThrow(/^[^\n]*apt-get install bubblewrap[^\n]*--unsafe-no-sandbox$/);
  });

  test("runs without a sandbox only on request", () => {
    expect(findEngine({ unsafe: true, path: "/nowhere" })).toEqual({ kind: "none", prlimit: undefined });
  });
});

test.each([
  ["bubblewrap 0.8.0\n", undefined],
  ["bubblewrap 0.11.0\n", undefined],
  ["bubblewrap 1.0.0\n", undefined],
  ["bubblewrap 0.6.1\n", "bubblewrap 0.6.1 is too old: 0.8.0 or newer is needed"],
])("%j", (printed, refusal) => {
  expect(refuseVersion(printed)).toBe(refusal);
});

test("a refusal names what the system said and what to do", () => {
  const said = "bwrap: setting up uid map: Permission denied\n";
  expect(explainRefusal(said, "map")).toMatch(
    /setting up uid map: Permission denied\); this user may not make user namespaces/,
  );
  expect(explainRefusal(said, "switch")).toMatch(/CAP_SYS_ADMIN/);
});

test("lists of cores", () => {
  expect(parseCoreList("0-2,5,8-9")).toEqual([0, 1, 2, 5, 8, 9]);
});
