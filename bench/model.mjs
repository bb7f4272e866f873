// Parser and model on the standard library of the machine's Python: real code that nobody here wrote.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { median, root } from "./measure.mjs";

export async function benchModel() {
  const files = standardLibrary();
  const megabytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
  const { loadPythonParser } = await import(join(root, "dist/auditor/python/parse.js"));
  const parse = await loadPythonParser();
  const parsing = seconds(() => files.forEach(({ text }) => parse(text)));
  const { failed, modelling } = await buildModels(files);
  return [
    { what: `files of Python's standard library`, value: `${files.length}, ${megabytes.toFixed(1)} MB` },
    { what: "parser and abstract syntax", value: `${(megabytes / parsing).toFixed(2)} MB/s` },
    { what: "parser and whole model, file by file", value: `${(megabytes / modelling).toFixed(2)} MB/s` },
    { what: "files whose analysis did not finish", value: String(failed) },
    { what: "memory after it", value: `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB` },
  ];
}

async function buildModels(files) {
  const { buildPythonModel } = await import(join(root, "dist/auditor/python/model.js"));
  const { createSourceFile } = await import(join(root, "dist/auditor/source/source-file.js"));
  const program = { entryPoints: [], solutionRoot: "" };
  let failed = 0;
  const began = performance.now();
  for (const { path, text } of files) {
    const tree = { sources: [createSourceFile(path, text, "editable", "python")], bytesOf: () => undefined };
    const model = await buildPythonModel(tree, program);
    if (model.incomplete.length > 0) failed += 1;
  }
  return { failed, modelling: (performance.now() - began) / 1000 };
}

function seconds(work) {
  const times = [0, 1, 2].map(() => {
    const began = performance.now();
    work();
    return (performance.now() - began) / 1000;
  });
  return median(times);
}

export function standardLibrary() {
  const folder = execFileSync("python3", ["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"], {
    encoding: "utf8",
  }).trim();
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        entry.name.endsWith(".py") &&
        !/site-packages|\/tests?(\/|$)|lib2to3/.test(entry.parentPath),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, path: relative(folder, file), text: readFileSync(file, "utf8") }));
}
