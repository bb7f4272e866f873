import { expect, test } from "vitest";
import {
  interpreterKey,
  namedRequirements,
  requirementLines,
} from "../../../sdk/interpreter/requirements.ts";

const text = `
# what it needs
torch==2.5.0+cpu   # for the processor
numpy == 2.1.0
PyYAML_extra.thing[full]==1.0 \\
    --hash=sha256:abc
requests>=2
--extra-index-url https://example.org/simple
-r more.txt
tomli==2.0 ; python_version < "3.11"
`;

test("comments, blank lines and line breaks are no part of the requirements", () => {
  expect(requirementLines(text)).toEqual([
    "torch==2.5.0+cpu",
    "numpy == 2.1.0",
    "PyYAML_extra.thing[full]==1.0 --hash=sha256:abc",
    "requests>=2",
    "--extra-index-url https://example.org/simple",
    "-r more.txt",
    'tomli==2.0 ; python_version < "3.11"',
  ]);
});

test("what every interpreter needs is named, with its pin", () => {
  expect(namedRequirements(text)).toEqual([
    { name: "torch", version: "2.5.0+cpu" },
    { name: "numpy", version: "2.1.0" },
    { name: "pyyaml-extra-thing", version: "1.0" },
    { name: "requests", version: undefined },
  ]);
});

test("the same needs lead to the same interpreter, however they are written, and others to another", () => {
  const python = { version: "3.11.7", platform: "cpython-linux-x86_64", base: "/usr" };
  const key = interpreterKey("numpy==2.1.0\n", python);
  expect(interpreterKey("# pinned\r\n\r\nnumpy==2.1.0 # here\r\n", python)).toBe(key);
  expect(interpreterKey("numpy==2.1.1\n", python)).not.toBe(key);
  expect(interpreterKey("numpy==2.1.0\n", { ...python, version: "3.12.0" })).not.toBe(key);
});
