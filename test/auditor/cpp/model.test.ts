import { describe, expect, it } from "vitest";
import { buildCppModel, type CppModel } from "../../../auditor/cpp/model.ts";
import { preprocess } from "../../../auditor/cpp/preprocess.ts";
import { createSourceFile, locate } from "../../../auditor/source/source-file.ts";

function modelOf(text: string, path = "kernel.cu"): Promise<CppModel> {
  return buildCppModel({ sources: [createSourceFile(path, text, "editable", "cuda")] });
}

const named = (model: CppModel): readonly string[] => model.calls.map(({ path }) => path);

describe("preprocessing", () => {
  it("writes out macros: parameters, pasting, strings, rests and macros in macros", () => {
    const source = `
#define JOIN(a, b) a##b
#define GEMM(t) JOIN(cublas, t##gemm)
#define SAY(x) puts(#x)
#define CALL(f, ...) f(__VA_ARGS__)
void g() { GEMM(S)(1); SAY(a + b); CALL(h, 1, k(2, 3)); }`;
    const { text } = preprocess(source, 0, new Map());
    expect(text.replace(/\s+/g, "")).toContain('cublasSgemm(1);puts("a+b");h(1,k(2,3));');
  });

  it("ends for macros that mean themselves", () => {
    const { text } = preprocess("#define a b + a\n#define b a\nint x = a;", 0, new Map());
    expect(text.length).toBeLessThan(200);
  });

  it("reads both sides of a condition that is not known, and neither of `#if 0`", async () => {
    const model = await modelOf(`
void f() {
#if __CUDA_ARCH__ >= 800
  one();
#else
  two();
#endif
#if 0
  never();
#endif
}`);
    expect(named(model)).toEqual(expect.arrayContaining(["one", "two"]));
    expect(named(model)).not.toContain("never");
  });

  it("points into the text as it was given", async () => {
    const file = "#define RUN(x) launch_##x(1)\n// a comment\nvoid f() { RUN(it); other(); }\n";
    const model = await modelOf(file);
    const quotes = model.calls.map(({ path, at }) => [
      path,
      locate(at.file, at.span).quote,
      locate(at.file, at.span).startLine,
    ]);
    expect(quotes).toEqual([
      ["launch_it", "RUN(it)", 3],
      ["other", "other()", 3],
    ]);
  });
});

describe("reading", () => {
  it("knows launches, templates, attributes and assembly without an error", async () => {
    const model = await modelOf(`
template <typename T, int N>
__global__ void __launch_bounds__(256, 2) k(const T* __restrict__ x, T* y) { asm volatile("mov.u32 %0, %1;" : "=r"(y) : "r"(x)); }
void f(float* x, float* y, cudaStream_t s) { k<float, 4><<<dim3(1, 2), 256, 0, s>>>(x, y); }`);
    expect(model.unparsed).toEqual([]);
    expect(model.calls.filter(({ isLaunch }) => isLaunch).map(({ path }) => path)).toEqual(["k"]);
  });

  it("says so where unreadable text could hide what a rule asks for, and only there", async () => {
    const harmless = await modelOf("void f() { a @@ b; }\n");
    expect(harmless.unparsed).toEqual([]);
    const hiding = await modelOf("void f() { int ptrace } ] ) ; ( [\n");
    expect(hiding.unparsed).toEqual([
      { path: "kernel.cu", reason: expect.stringContaining("can not be read") as string },
    ]);
  });

  it("ends with a reason on text that nests ten thousand deep", async () => {
    const { unparsed } = await modelOf(`int f() { return ${"(".repeat(10_000)}1${")".repeat(10_000)}; }`);
    expect(unparsed).toHaveLength(1);
  });

  it("ends on text that is no C++ at all", async () => {
    for (const text of [
      "",
      "\0\0\0",
      "#",
      "#define",
      "#define A(",
      "#if\n#else\n#endif\n#endif",
      '"',
      'R"x(',
      "/*",
      "A(B(",
      "{".repeat(500),
    ])
      await expect(modelOf(text)).resolves.toBeDefined();
  });

  it("keeps to a bound on functions with very many ways through them", async () => {
    const many = Array.from(
      { length: 200 },
      (_, index) => `if (x[${index}] > kept) kept += x[${index}];`,
    ).join("\n");
    const model = await modelOf(
      `static float kept;\nextern "C" void f(const float* x, float* y) { ${many} y[0] = kept; }`,
    );
    expect(model.replays).toEqual([]);
  });
});

describe("kept results", () => {
  const replays = async (body: string): Promise<readonly string[]> =>
    (await modelOf(`#include <torch/extension.h>\n${body}`)).replays.map(({ variable }) => variable);

  it("takes the same question to have the same answer on one way", async () => {
    const twice = `
static torch::Tensor space;
torch::Tensor f(torch::Tensor x) {
  if (!space.defined()) space = torch::empty_like(x);
  auto y = torch::empty_like(x);
  const bool split = x.numel() > 4096;
  if (split) compute(x, space);
  if (!split) compute(x, y);
  else y.copy_(space);
  return y;
}`;
    expect(await replays(twice)).toEqual([]);
    expect(await replays(twice.replace("if (split) compute", "if (!space.is_same(x)) compute"))).toContain(
      "space",
    );
  });

  it("follows the result of the first call that a static variable begins with", async () => {
    expect(
      await replays("torch::Tensor f(torch::Tensor x) { static auto y = at::relu(x); return y; }"),
    ).toEqual(["f::y"]);
    expect(
      await replays("torch::Tensor f(torch::Tensor x) { static auto y = torch::arange(9); return x * y; }"),
    ).toEqual([]);
  });
});
