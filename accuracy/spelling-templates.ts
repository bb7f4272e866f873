/** Ways to say that an operation is applied to `x`: what Python and torch allow, one entry each. */

export interface Operation {
  /** Its name in `torch`, and of the method of a tensor. */
  readonly name: string;
  /** What follows the tensor in a call, without the comma. */
  readonly rest: string;
  /** The operator of the language, where there is one. */
  readonly symbol?: string;
}

/** None of them is allowed under the policy of the matrix. */
export const operations: readonly Operation[] = [
  { name: "matmul", rest: "self.mixing", symbol: "@" },
  { name: "div", rest: "self.scale", symbol: "/" },
  { name: "pow", rest: "2.0", symbol: "**" },
  { name: "exp", rest: "" },
  { name: "log", rest: "" },
  { name: "sqrt", rest: "" },
  { name: "softmax", rest: "-1" },
  { name: "sigmoid", rest: "" },
  { name: "tanh", rest: "" },
  { name: "mean", rest: "-1, True" },
  { name: "maximum", rest: "self.scale" },
  { name: "abs", rest: "" },
];

/** The near miss of every spelling: an allowed operation in its place. */
export const allowedOperation: Operation = { name: "relu", rest: "" };

export interface Template {
  readonly name: string;
  /** Of the model's file, before the class. */
  readonly header?: string;
  /** Lines at the end of `__init__`. */
  readonly init?: string;
  /** Statements of `forward` before the expression. */
  readonly before?: string;
  readonly expression: string;
  /** Methods of the model's class. */
  readonly members?: string;
  /** Further files of the submission. */
  readonly files?: Readonly<Record<string, string>>;
  /** Only for operations of the language. */
  readonly needsSymbol?: true;
}

// In the texts: OP the name, REST what follows the tensor in a call with its comma, ARGS the same without, SYM the operator, L and R
// the halves of the name. A line that ends in `# binds` gives the operation another name: a finding's chain must pass there.
export const templates: readonly Template[] = [
  { name: "qualified call", expression: "torch.OP(xREST)" },
  { name: "method", expression: "x.OP(ARGS)" },
  { name: "import as", header: "import torch as backend  # binds", expression: "backend.OP(xREST)" },
  { name: "from import", header: "from torch import OP  # binds", expression: "OP(xREST)" },
  { name: "from import as", header: "from torch import OP as settle  # binds", expression: "settle(xREST)" },
  { name: "star import", header: "from torch import *", expression: "OP(xREST)" },
  { name: "module variable", header: "settle = torch.OP  # binds", expression: "settle(xREST)" },
  { name: "local variable", before: "settle = torch.OP  # binds", expression: "settle(xREST)" },
  {
    name: "chain of variables",
    header: "a = torch\nb = a\nc = b.OP  # binds\nd = c",
    expression: "d(xREST)",
  },
  {
    name: "tuple unpacking",
    header: "first, settle = torch.relu, torch.OP  # binds",
    expression: "settle(xREST)",
  },
  {
    name: "starred unpacking",
    header: "first, *others = torch.relu, torch.add, torch.OP  # binds",
    expression: "others[1](xREST)",
  },
  { name: "walrus", expression: "(settle := torch.OP)(xREST)" },
  {
    name: "default argument",
    header: "def settle(v, *rest, f=torch.OP):  # binds\n    return f(v, *rest)",
    expression: "settle(xREST)",
  },
  {
    name: "functools.partial",
    header: "from functools import partial\nsettle = partial(torch.OP)  # binds",
    expression: "settle(xREST)",
  },
  {
    name: "partial of a method",
    header: "from functools import partialmethod, partial\nsettle = partial(torch.Tensor.OP)  # binds",
    expression: "settle(xREST)",
  },
  {
    name: "dictionary",
    header: 'table = {"plain": torch.relu, "other": torch.OP}  # binds',
    expression: 'table["other"](xREST)',
  },
  {
    name: "dictionary get",
    header: "table = dict(other=torch.OP)  # binds",
    expression: 'table.get("other")(xREST)',
  },
  { name: "list", header: "table = [torch.relu, torch.OP]  # binds", expression: "table[1](xREST)" },
  {
    name: "list from the end",
    header: "table = [torch.relu, torch.OP]  # binds",
    expression: "table[-1](xREST)",
  },
  {
    name: "class attribute",
    header: "class Kit:\n    settle = staticmethod(torch.OP)  # binds",
    expression: "Kit.settle(xREST)",
  },
  { name: "instance attribute", init: "self.settle = torch.OP  # binds", expression: "self.settle(xREST)" },
  { name: "setattr", init: 'setattr(self, "settle", torch.OP)  # binds', expression: "self.settle(xREST)" },
  { name: "lambda", header: "settle = lambda v, *rest: torch.OP(v, *rest)", expression: "settle(xREST)" },
  {
    name: "function",
    header: "def settle(v, *rest):\n    return torch.OP(v, *rest)",
    expression: "settle(xREST)",
  },
  {
    name: "closure",
    header:
      "def make():\n    inner = torch.OP  # binds\n    def settle(v, *rest):\n        return inner(v, *rest)\n    return settle\nsettle = make()",
    expression: "settle(xREST)",
  },
  {
    name: "decorator",
    header:
      "def through(f):\n    def settle(v, *rest):\n        return torch.OP(f(v), *rest)\n    return settle\n@through\ndef pick(v):\n    return v",
    expression: "pick(xREST)",
  },
  {
    name: "replaced by a decorator",
    header: "def instead(f):\n    return torch.OP  # binds\n@instead\ndef pick(v):\n    return v",
    expression: "pick(xREST)",
  },
  {
    name: "callable class",
    header: "class Settle:\n    def __call__(self, v, *rest):\n        return torch.OP(v, *rest)",
    expression: "Settle()(xREST)",
  },
  {
    name: "property",
    members: "@property\ndef settle(self):\n    return torch.OP  # binds",
    expression: "self.settle(xREST)",
  },
  {
    name: "own __getattr__",
    header:
      "class Proxy:\n    def __getattr__(self, name):\n        return getattr(torch, name)  # binds\nproxy = Proxy()",
    expression: "proxy.OP(xREST)",
  },
  {
    name: "inherited method",
    header:
      "class Base(nn.Module):\n    def settle(self, v, *rest):\n        return torch.OP(v, *rest)\nclass Inner(Base):\n    def forward(self, v, *rest):\n        return super().settle(v, *rest)",
    init: "self.inner = Inner()",
    expression: "self.inner(xREST)",
  },
  {
    name: "module of one's own",
    header: "class Inner(nn.Module):\n    def forward(self, v, *rest):\n        return torch.OP(v, *rest)",
    init: "self.inner = Inner()",
    expression: "self.inner(xREST)",
  },
  {
    name: "nn.Sequential",
    header:
      "class Inner(nn.Module):\n    def __init__(self, rest):\n        super().__init__()\n        self.rest = rest\n    def forward(self, v):\n        return torch.OP(v, *self.rest)",
    init: "self.inner = nn.Sequential(nn.Identity(), Inner((ARGS_TUPLE)))",
    expression: "self.inner(x)",
  },
  {
    name: "forward hook",
    init: "self.pass_on = nn.Identity()\nself.pass_on.register_forward_hook(lambda module, given, made: torch.OP(madeREST))",
    expression: "self.pass_on(x)",
  },
  { name: "getattr", expression: 'getattr(torch, "OP")(xREST)' },
  { name: "getattr of the tensor", expression: 'getattr(x, "OP")(ARGS)' },
  { name: "joined name", expression: 'getattr(torch, "L" + "R")(xREST)' },
  { name: "str.join", expression: 'getattr(torch, "".join(["L", "R"]))(xREST)' },
  { name: "reversed name", expression: 'getattr(torch, "REVERSED"[::-1])(xREST)' },
  {
    name: "f-string",
    before: 'left, right = "L", "R"',
    expression: 'getattr(torch, f"{left}{right}")(xREST)',
  },
  { name: "percent format", expression: 'getattr(torch, "%s%s" % ("L", "R"))(xREST)' },
  { name: "str.format", expression: 'getattr(torch, "{}{}".format("L", "R"))(xREST)' },
  { name: "bytes", expression: "getattr(torch, bytes([CODES]).decode())(xREST)" },
  { name: "chr", expression: 'getattr(torch, "".join(chr(code) for code in [CODES]))(xREST)' },
  { name: "map chr", expression: 'getattr(torch, "".join(map(chr, (CODES,))))(xREST)' },
  {
    name: "base64",
    header: "import base64",
    expression: 'getattr(torch, base64.b64decode("BASE64").decode())(xREST)',
  },
  {
    name: "rot13",
    header: "import codecs",
    expression: 'getattr(torch, codecs.decode("ROT13", "rot13"))(xREST)',
  },
  { name: "str.replace", expression: 'getattr(torch, "L-R".replace("-", ""))(xREST)' },
  { name: "slice", expression: 'getattr(torch, "xxOPyy"[2:-2])(xREST)' },
  {
    name: "name in a constant",
    header: 'NAMES = {"activation": "OP"}',
    expression: 'getattr(torch, NAMES["activation"])(xREST)',
  },
  { name: "__dict__", expression: 'torch.__dict__["OP"](xREST)' },
  { name: "vars", expression: 'vars(torch)["OP"](xREST)' },
  { name: "__getattribute__", expression: 'torch.__getattribute__("OP")(xREST)' },
  { name: "object.__getattribute__", expression: 'object.__getattribute__(torch, "OP")(xREST)' },
  { name: "attrgetter", header: "import operator", expression: 'operator.attrgetter("OP")(torch)(xREST)' },
  { name: "methodcaller", header: "import operator", expression: 'operator.methodcaller("OP"REST)(x)' },
  { name: "torch.Tensor", expression: "torch.Tensor.OP(xREST)" },
  { name: "type of the tensor", expression: "type(x).OP(xREST)" },
  { name: "torch.ops.aten", expression: "torch.ops.aten.OP(xREST)" },
  { name: "torch._C", expression: "torch._C._VariableFunctions.OP(xREST)" },
  { name: "sys.modules", header: "import sys", expression: 'sys.modules["torch"].OP(xREST)' },
  { name: "importlib", header: "import importlib", expression: 'importlib.import_module("torch").OP(xREST)' },
  { name: "__import__", expression: '__import__("torch").OP(xREST)' },
  { name: "globals", expression: 'globals()["torch"].OP(xREST)' },
  { name: "eval", expression: 'eval("torch.OP")(xREST)' },
  {
    name: "exec",
    header: 'exec("def settle(v, *rest):\\n    return torch.OP(v, *rest)\\n")',
    expression: "settle(xREST)",
  },
  {
    name: "packed exec",
    header: 'import base64\nexec(base64.b64decode("BASE64_DEF"))',
    expression: "settle(xREST)",
  },
  {
    name: "compile",
    header: 'exec(compile("settle = torch.OP", "kit", "exec"))',
    expression: "settle(xREST)",
  },
  {
    name: "module of the submission",
    header: "from kit import settle",
    files: { "kit.py": "import torch\n\n\ndef settle(v, *rest):\n    return torch.OP(v, *rest)\n" },
    expression: "settle(xREST)",
  },
  {
    name: "re-export",
    header: "import kit",
    files: { "kit.py": "from torch import OP as settle  # binds\n" },
    expression: "kit.settle(xREST)",
  },
  {
    name: "star import of one's own",
    header: "from kit import *",
    files: { "kit.py": "import torch\n\nsettle = torch.OP  # binds\n" },
    expression: "settle(xREST)",
  },
  {
    name: "functools.reduce",
    header: "from functools import reduce",
    expression: "reduce(lambda v, f: f(vREST), [torch.OP], x)",
  },
  {
    name: "reduce of getattr",
    header: "from functools import reduce",
    expression: 'reduce(getattr, ["OP"], torch)(xREST)',
  },
  { name: "map", expression: "list(map(lambda v: torch.OP(vREST), [x]))[0]" },
  { name: "comprehension", expression: "[f(xREST) for f in (torch.OP,)][0]" },
  { name: "generator", header: "def give():\n    yield torch.OP", expression: "next(give())(xREST)" },
  { name: "loop", before: "for settle in (torch.OP,):\n    x = settle(xREST)", expression: "x" },
  {
    name: "conditional expression",
    expression: "(torch.OP if self.training or True else torch.relu)(xREST)",
  },
  {
    name: "match",
    before:
      'match "go":\n    case "go":\n        settle = torch.OP  # binds\n    case _:\n        settle = torch.relu',
    expression: "settle(xREST)",
  },
  {
    name: "except",
    before: "try:\n    raise KeyError\nexcept KeyError:\n    settle = torch.OP  # binds",
    expression: "settle(xREST)",
  },
  {
    name: "with",
    header:
      "class Giving:\n    def __enter__(self):\n        return torch.OP\n    def __exit__(self, *args):\n        return None",
    before: "with Giving() as settle:\n    x = settle(xREST)",
    expression: "x",
  },
  {
    name: "global statement",
    header: "settle = None\ndef prepare():\n    global settle\n    settle = torch.OP  # binds\nprepare()",
    expression: "settle(xREST)",
  },
  {
    name: "namedtuple",
    header: "from collections import namedtuple\nKit = namedtuple('Kit', 'settle')\nkit = Kit(torch.OP)",
    expression: "kit.settle(xREST)",
  },
  {
    name: "dataclass",
    header:
      "from dataclasses import dataclass\nfrom typing import Callable\n@dataclass\nclass Kit:\n    settle: Callable\nkit = Kit(torch.OP)",
    expression: "kit.settle(xREST)",
  },
  {
    name: "bound by hand",
    header: "import types",
    init: "self.settle = types.MethodType(lambda self, v, *rest: torch.OP(v, *rest), self)",
    expression: "self.settle(xREST)",
  },
  { name: "patched allowed name", header: "torch.relu = torch.OP", expression: "torch.relu(xREST)" },
  { name: "star arguments", expression: "torch.OP(*[xREST])" },
  {
    name: "torch.compile",
    header: "@torch.compile\ndef settle(v, *rest):\n    return torch.OP(v, *rest)",
    expression: "settle(xREST)",
  },
  {
    name: "checkpoint",
    header: "from torch.utils.checkpoint import checkpoint",
    expression: "checkpoint(torch.OP, xREST, use_reentrant=False)",
  },
  {
    name: "overwritten forward",
    header: "class Inner(nn.Module):\n    def forward(self, v, *rest):\n        return v",
    init: "self.inner = Inner()\nself.inner.forward = torch.OP  # binds",
    expression: "self.inner(xREST)",
  },
  { name: "operator of the language", expression: "x SYM ARGS", needsSymbol: true },
  { name: "dunder method", expression: "x.__DUNDER__(ARGS)", needsSymbol: true },
  {
    name: "operator module",
    header: "import operator",
    expression: "operator.OPERATOR(xREST)",
    needsSymbol: true,
  },
  { name: "augmented assignment", before: "x SYM= ARGS", expression: "x", needsSymbol: true },
  { name: "dunder by getattr", expression: 'getattr(x, "__" + "DUNDER" + "__")(ARGS)', needsSymbol: true },
];
