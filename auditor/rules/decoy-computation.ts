import { flowBetween } from "../python/dependence.ts";
import { defineRule } from "./define-rule.ts";

/** A kernel of the submission's own is started: by Triton or numba, or as compiled code. */
const LAUNCH =
  /^triton\.launch(\.run)?$|cpp_extension\.(load|load_inline)\(\)\.|\bRaw(Kernel|Module)\(\)|ElementwiseKernel\(\)|^ctypes\.(CDLL|cdll\.LoadLibrary|PyDLL)\(\)\.|_compile_kernel\(\)/;

export const decoyComputation = defineRule({
  id: "decoy-computation",
  classes: ["B9"],
  inForce: "declared",
  enforces: ["own-computation"],
  docs: {
    title: "Kernel whose result is not used",
    what:
      "Reports a submission that starts kernels of its own in the scored call, none of which reaches what the call returns: the result is thrown away, multiplied by zero, or left in a buffer that " +
      "nobody reads. A kernel that is not started at all (for another device, say) is no finding.",
    why: "It looks like the work that was asked for, while something else computes the result.",
    violation: `
import torch
import triton
import triton.language as tl

@triton.jit
def double(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    at = tl.arange(0, BLOCK)
    tl.store(y_ptr + at, tl.load(x_ptr + at) * 2)

def custom_kernel(x):
    scratch = torch.empty_like(x)
    double[(1,)](x, scratch, x.numel(), BLOCK=1024)
    return x + x
`,
    allowed: `
import torch
import triton
import triton.language as tl

@triton.jit
def double(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    at = tl.arange(0, BLOCK)
    tl.store(y_ptr + at, tl.load(x_ptr + at) * 2)

def custom_kernel(x):
    y = torch.empty_like(x)
    double[(1,)](x, y, x.numel(), BLOCK=1024)
    return y
`,
  },
  messages: { unused: "starts a kernel whose result does not reach what {entry} returns" },
  defaultClause: "The result is computed by the code that is shown.",
  check({ model, report }) {
    for (const entry of model.entries) {
      const launches = model.operations.filter(({ inEntry, path }) => inEntry && LAUNCH.test(path));
      const [first] = launches;
      if (first === undefined) continue;
      const held = entry.calls.flatMap(({ outcomes }) => outcomes.flatMap((outcome) => outcome.held));
      if (held.length === 0) continue;
      const stored = model.operations.filter(({ inEntry, inKernel }) => inEntry && inKernel);
      const made = new Set([...launches, ...stored].flatMap(({ results }) => results));
      if (flowBetween(made, held) !== undefined) continue;
      report({
        at: first.at,
        message: "unused",
        data: { entry: entry.name },
        confidence: "proven",
        effect: "score-affecting",
        steps: first.stack.slice(-3).map((at) => ({ at, label: "calls into" })),
      });
    }
  },
});
