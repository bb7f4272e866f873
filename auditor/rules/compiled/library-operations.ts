/** Operations of libraries that C++ calls, under the name that PyTorch has for what they compute. */
import type { CppCallFact } from "../../cpp/model.ts";

/** Libraries beside PyTorch: by the name of the function, what PyTorch would compute it with. */
const LIBRARIES: readonly (readonly [RegExp, string])[] = [
  [/^cublas(Lt)?\w*(gemm|Gemm|GEMM|Matmul|gemv|Gemv|symm|trmm|syrk|dgmm|dot|Dot|ger)\w*$/, "torch.matmul"],
  [/^(cblas_)?[sdcz]?h?(gemm|gemv|symm|dot|ger)(_|_batch\w*|_strided)$/, "torch.matmul"],
  [/^(cblas_[sdczh]|[sdcz])(gemm|gemv|symm|dot|ger)\w*_?$/, "torch.matmul"],
  [
    /^(cusparse(SpMM|SpMV|SDDMM)\w*|mkl_sparse_\w+|hipblas\w*(Gemm|gemm)\w*|rocblas_\w*gemm\w*|cutensorContract\w*)$/,
    "torch.matmul",
  ],
  [/^cudnnConvolution\w*(Forward|Backward)\w*$/, "torch.nn.functional.conv2d"],
  [/^cudnnSoftmax\w*$/, "torch.softmax"],
  [/^cudnnPooling\w*$/, "torch.nn.functional.max_pool2d"],
  [/^cudnn(BatchNormalization|Normalization)\w*$/, "torch.nn.functional.batch_norm"],
  [/^cudnnMultiHeadAttn\w*$/, "torch.nn.functional.scaled_dot_product_attention"],
  [/^cudnnRNN\w*$/, "torch.lstm"],
  [/^cudnnReduceTensor$/, "torch.sum"],
  [/^cufftExec\w+$/, "torch.fft.fft"],
];

const TORCH =
  /^(at|torch|aten|c10)::((native|_ops|nn::functional|linalg|special|fft|indexing|cuda|cpu|redispatch)::)*(\w+?)(_out|_outf|_symint|::(call|redispatch))*$/;
/** Names of the same namespaces that are no operations on tensors. */
const NO_OPERATION =
  /^(Tensor|TensorOptions|Scalar|ArrayRef|IntArrayRef|device|dtype|kCUDA|kFloat\w*|empty\w*|get\w+|AutoDispatch\w*|NoGradGuard|autograd|init|from_blob)$/;

/** The paths of Python's that a call stands for; none where it is no library's operation. */
export function torchPaths(call: CppCallFact): readonly string[] {
  const named = call.arguments.flatMap(({ string }) => {
    const name = /^aten::(\w+)/.exec(string ?? "")?.[1];
    return name === undefined ? [] : [`torch.${name}`];
  });
  if (named.length > 0) return named;
  if (call.path === ".attr" || call.path === "PyObject_GetAttrString" || call.path === "PyObject_CallMethod")
    return attribute(call);
  if (call.path.startsWith(".")) return [`torch.Tensor.${call.path.slice(1)}`];
  const known = LIBRARIES.find(([pattern]) => pattern.test(call.path));
  if (known !== undefined) return [known[1]];
  const found = TORCH.exec(call.path);
  const name = found?.[4];
  if (name === undefined || NO_OPERATION.test(name)) return [];
  const path = call.path;
  if (path.includes("nn::functional")) return [`torch.nn.functional.${name}`];
  if (path.includes("linalg::")) return [`torch.linalg.${name}`];
  return [`torch.${name.replace(/^linalg_/, "linalg.")}`, `torch.nn.functional.${name}`];
}

/** `py::module_::import("torch").attr("matmul")`. */
function attribute({ receiver, arguments: args }: CppCallFact): readonly string[] {
  const name = args.find(({ string }) => string !== undefined)?.string;
  if (name === undefined || !/^\w+$/.test(name) || !/torch/.test(receiver ?? args[0]?.text ?? "")) return [];
  return [`torch.${name}`, `torch.nn.functional.${name}`];
}
