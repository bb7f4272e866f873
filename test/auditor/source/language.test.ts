import { expect, test } from "vitest";
import { languageOf } from "../../../auditor/source/language.ts";

const elf = Buffer.from("\x7fELF\x02\x01\x01\0\0\0\0\0", "latin1");
const zip = Buffer.from("PK\x03\x04\0\0\0\0", "latin1");

test.each([
  ["solution/model.py", "import torch\n", false, "python", "analysed"],
  ["MODEL.PY", "", false, "python", "analysed"],
  ["solution/run", "#!/usr/bin/env python3\n", false, "python", "analysed"],
  ["solution/run", "#!/usr/bin/env -S VAR=1 python3.11 -u\n", false, "python", "analysed"],
  ["go", "#!/bin/sh\n", true, "shell", "analysed"],
  ["go", "#!/usr/bin/perl\n", true, "script", "code"],
  ["go", "echo hello\n", true, "script", "code"],
  ["notes", "hello\n", false, "text", "text"],
  ["model.py", elf, false, "compiled", "packed"],
  ["weights.pt", elf, false, "compiled", "packed"],
  ["weights.pt", zip, true, "weights", "data"],
  ["weights.pth", zip, false, "weights", "data"],
  ["site.pth", "import os\n", false, "path-configuration", "code"],
  ["data.tar.gz", zip, false, "archive", "packed"],
  ["tokens.gz", zip, false, "binary", "data"],
  ["kernel.cu", "__global__ void f() {}\n", false, "cuda", "analysed"],
  ["scan.c", "int x;", false, "cpp", "analysed"],
  ["kernel.ptx", ".version 8.0", false, "ptx", "code"],
  ["Makefile", "all:\n", false, "build-script", "code"],
  ["config.yaml", "a: 1\n", false, "yaml", "text"],
  ["blob", zip, false, "binary", "data"],
  ["blob", zip, true, "compiled", "packed"],
  [".gitignore", "x\n", false, "text", "text"],
] as const)("%s holding %j (executable: %s) is %s, %s", (path, content, isExecutable, name, treatment) => {
  const language = languageOf(path, Buffer.from(content as string), isExecutable);
  expect([language.name, language.treatment]).toEqual([name, treatment]);
});
