import { expect, test } from "vitest";
import { hostPath, withHostPaths } from "../../sdk/sandbox/host-path.ts";
import { exampleSpec } from "./fixtures.ts";

const mounts = [
  { source: "/a", target: "/workspace" },
  { source: "/b", target: "/workspace/data" },
];

test.each([
  ["/workspace", "/a"],
  ["/workspace/x", "/a/x"],
  ["/workspace/data/x", "/b/x"],
  ["/workspace/database", "/a/database"],
  ["/workspaces", "/workspaces"],
  ["--flag", "--flag"],
])("%s is %s on the host", (path, expected) => {
  expect(hostPath(path, mounts)).toBe(expected);
});

test("command, folder and lists of paths are translated", () => {
  const spec = exampleSpec({
    readOnly: mounts,
    writable: [],
    command: ["/workspace/data/tool", "/workspace"],
    environment: { P: "/workspace/bin:/bin" },
  });
  expect(withHostPaths(spec)).toMatchObject({
    command: ["/b/tool", "/a"],
    cwd: "/a",
    environment: { P: "/a/bin:/bin" },
  });
});
