/** Python that nobody here wrote: packages from PyPI, at fixed versions, and the standard library of the Python that runs. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./workshop.ts";

export interface CodePackage {
  /** With its version. */
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** Absolute paths of its Python files, sorted. */
  readonly files: readonly string[];
}

/** Training and kernel code, and libraries that such code is made of. */
export const requirements: readonly string[] = [
  "accelerate==1.15.0",
  "denoising-diffusion-pytorch==2.3.4",
  "einops==0.8.2",
  "fla-core==0.6.0",
  "flash-linear-attention==0.6.0",
  "heavyball==3.2.1",
  "liger-kernel==0.8.5",
  "lion-pytorch==0.2.5",
  "litgpt==0.5.13",
  "peft==0.21.2",
  "pytorch-lightning==2.6.6",
  "schedulefree==1.4.1",
  "timm==1.0.31",
  "torchtune==0.6.1",
  "trl==1.16.0",
  "unsloth-zoo==2026.10.9",
  "vector-quantize-pytorch==1.32.0",
  "x-transformers==2.31.10",
];

/** Downloads what is not in the cache. A package that can not be had is left out, and `say` tells why. */
export function downloadPackages(say: (text: string) => void): CodePackage[] {
  const found: CodePackage[] = [];
  for (const requirement of requirements) {
    try {
      found.push(packageOf(requirement, download(requirement)));
    } catch (error) {
      say(`${requirement} is left out: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return found;
}

/** The wheel is a zip file: it is unpacked, and nothing of it is run. */
function download(requirement: string): string {
  const folder = join(cacheFolder("packages"), requirement);
  if (existsSync(folder)) return folder;
  const loading = `${folder}.loading`;
  rmSync(loading, { recursive: true, force: true });
  execFileSync(
    "python3",
    [
      "-m",
      "pip",
      "download",
      "--quiet",
      "--no-deps",
      "--only-binary",
      ":all:",
      "--dest",
      loading,
      requirement,
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  for (const name of readdirSync(loading).filter((one) => one.endsWith(".whl"))) {
    execFileSync("python3", ["-m", "zipfile", "-e", join(loading, name), loading]);
    rmSync(join(loading, name));
  }
  renameSync(loading, folder);
  return folder;
}

/** Modules only: no tests of the library, and nothing that was installed beside it. */
export function standardLibrary(): CodePackage {
  const ask =
    "import sysconfig, platform; print(sysconfig.get_paths()['stdlib']); print(platform.python_version())";
  const [folder = "", version = ""] = execFileSync("python3", ["-c", ask], { encoding: "utf8" })
    .trim()
    .split("\n");
  const outside = new Set(["site-packages", "dist-packages", "test", "tests", "idle_test", "__pycache__"]);
  return { name: `CPython ${version}`, folder, files: pythonFiles(folder, outside) };
}

function packageOf(name: string, folder: string): CodePackage {
  return { name: name.replace("==", " "), folder, files: pythonFiles(folder, new Set(["__pycache__"])) };
}

function pythonFiles(folder: string, outside: ReadonlySet<string>): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return outside.has(entry.name) ? [] : pythonFiles(path, outside);
      return entry.isFile() && entry.name.endsWith(".py") ? [path] : [];
    })
    .sort();
}
