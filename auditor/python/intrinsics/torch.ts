/** What torch functions do to what the interpreter tracks: registration, hooks, wrappers, shapes, conversions. */
import { newSequence } from "../containers.ts";
import { recordOperation } from "../operations.ts";
import { originsOf } from "../tensorness.ts";
import { origin, type Origin } from "../origin.ts";
import type { Value } from "../values.ts";
import { join } from "../join.ts";
import { external, NONE, NUMBER, numberOf, SIZE, UNKNOWN } from "../values.ts";
import { classAttribute } from "../classes.ts";
import { asOwnTensor } from "../dispatch-overrides.ts";
import type { ExternalCall, Intrinsic, IntrinsicTable } from "./intrinsic.ts";
import { argument, names, positional, table } from "./intrinsic.ts";

/** A wrapper that leaves a function or module what it is; called with settings only, it makes such a wrapper. */
const wrapper: Intrinsic = (call) => {
  const target = argument(call, 0, "model") ?? argument(call, 0, "fn");
  if (target !== undefined && ["function", "instance", "class", "external", "partial"].includes(target.kind))
    return target;
  return { ...external("functools.identity"), origin: call.callee.origin };
};

const numbers: Intrinsic = () => NUMBER;

/** Only the shape of the argument counts. */
const shapedLike =
  (path: string, random = false): Intrinsic =>
  (call) => {
    const label = holdsNothing(call) ? "makes an empty tensor" : `calls ${path}`;
    const from: Origin = { ...origin(call.at, label), born: call.machine.nextId() };
    if (!random) return { kind: "tensor", constantSince: call.machine.region || undefined, origin: from };
    return recordOperation(call.machine, path, positional(), call.at, {
      binding: call.callee.origin,
      result: "random-tensor",
    });
  };

const holdsNothing = (call: ExternalCall): boolean => numberOf(argument(call, 0, "size")) === 0;

const created =
  (path: string, random = false): Intrinsic =>
  (call) =>
    recordOperation(call.machine, path, call.args, call.at, {
      binding: call.callee.origin,
      result: random ? "random-tensor" : "tensor",
    });

export const TORCH: IntrinsicTable = {
  ...table(
    names(`torch.compile torch.jit.script torch.jit.trace torch.jit.ignore torch.jit.unused torch.jit.export torch.no_grad() torch.inference_mode()
      torch.enable_grad() torch.no_grad torch.inference_mode torch.enable_grad torch._dynamo.disable torch.compiler.disable torch.vmap torch.func.vmap torch.cuda.amp.custom_fwd
      torch.amp.custom_fwd torch.cuda.amp.custom_bwd torch.nn.parallel.DistributedDataParallel torch.nn.DataParallel
      torch.autograd.function.once_differentiable functools.lru_cache functools.cache functools.lru_cache()
      contextlib.contextmanager dataclasses.dataclass dataclasses.dataclass() typing.final typing.no_type_check abc.abstractmethod functools.identity typing.cast()
`),
    () => wrapper,
  ),
  ...table(
    names(
      "torch.zeros torch.ones torch.empty torch.full torch.arange torch.linspace torch.eye torch.tensor torch.as_tensor torch.from_numpy torch.tril_indices torch.triu_indices torch.logspace",
    ),
    (path) => created(path),
  ),
  ...table(
    names("torch.rand torch.randn torch.randint torch.randperm torch.normal torch.bernoulli"),
    (path) => created(path, true),
  ),
  ...table(
    names(
      "torch.zeros_like torch.ones_like torch.empty_like torch.full_like torch.Tensor.new_zeros torch.Tensor.new_ones torch.Tensor.new_empty torch.Tensor.new_full",
    ),
    (path) => shapedLike(path),
  ),
  ...table(names("torch.rand_like torch.randn_like torch.randint_like"), (path) => shapedLike(path, true)),
  ...table(
    names(`torch.Tensor.dim torch.Tensor.stride torch.Tensor.ndimension torch.Tensor.element_size torch.Tensor.is_contiguous
      torch.Tensor.is_floating_point torch.Tensor.storage_offset torch.Tensor.get_device torch.is_tensor torch.is_floating_point torch.is_grad_enabled
      torch.Tensor.is_complex torch.Tensor.type torch.Tensor.has_names torch.is_autocast_enabled torch.cuda.is_available torch.get_num_threads`),
    () => numbers,
  ),
  ...table(names("torch.Tensor.numel torch.Tensor.nelement torch.numel"), () => () => SIZE),
  "torch.Tensor.size": (call) =>
    argument(call, 0) === undefined ? newSequence(call.machine, "tuple", [], SIZE) : SIZE,
  "torch.Tensor.as_subclass": (call) => {
    const type = argument(call, 0);
    return type?.kind === "class"
      ? asOwnTensor(call.machine, type.object, call.callee.receiver, call.at)
      : plainTensor(call.callee.receiver);
  },
  "torch.Tensor._make_subclass": (call) => {
    // Called on `torch.Tensor` the class is taken for the object that a method is called on.
    const own = call.callee.receiver === undefined ? [] : [call.callee.receiver];
    const [type, source] = [...own, ...call.args.positional];
    return type?.kind === "class" ? asOwnTensor(call.machine, type.object, source, call.at) : undefined;
  },
  ...table(
    names(
      `torch.nn.modules.module.register_module_forward_hook torch.nn.modules.module.register_module_forward_pre_hook`,
    ),
    () => (call) => {
      const hook = argument(call, 0, "hook");
      if (hook !== undefined) call.machine.detours.hooks.push(hook);
      return external("torch.utils.hooks.RemovableHandle()");
    },
  ),
  "torch.Tensor.item": (call) => hostNumber(call),
  // Whoever has the address can change what is there.
  "torch.Tensor.data_ptr": (call) => hostNumber(call, "view"),
  "torch.func.functional_call": functionalCall,
  "torch.nn.utils.stateless.functional_call": functionalCall,
  "torch.Tensor.tolist": (call) => newSequence(call.machine, "list", [], hostNumber(call)),
  "torch.nn.Parameter": (call) => parameter(call),
  "torch.nn.parameter.Parameter": (call) => parameter(call),
  "torch.nn.Buffer": (call) => parameter(call),
  "torch.utils.checkpoint.checkpoint": (call) => {
    const [callee, ...rest] = call.args.positional;
    return callee === undefined
      ? undefined
      : call.machine.call(callee, { ...call.args, positional: rest, keywords: new Map() }, call.at);
  },
  "torch.autograd.Function.apply": applyFunction,
  "torch.nn.utils.parametrize.register_parametrization": (call) => {
    const [module, , parametrization] = call.args.positional;
    if (module?.kind !== "instance" || parametrization === undefined) return undefined;
    module.object.hooks.push({
      when: "before",
      hook: {
        kind: "partial",
        callee: external("torch.nn.utils.parametrize.applied"),
        args: positional(parametrization),
      },
    });
    return module;
  },
  // Runs at every call of the module: the parameter goes through the parametrisation and into what the layer computes.
  "torch.nn.utils.parametrize.applied": (call) => {
    const [parametrization, , input] = call.args.positional;
    if (parametrization === undefined) return NONE;
    const weight: Value = { kind: "tensor", origin: origin(call.at, "a parameter") };
    const value = call.machine.call(parametrization, positional(weight), call.at);
    return newSequence(call.machine, "tuple", [join(input ?? UNKNOWN, value)], undefined);
  },
};

/** A tensor that leaves its own class behind. */
function plainTensor(value: Value | undefined): Value | undefined {
  return value?.kind === "tensor" ? { ...value, type: undefined } : value;
}

function hostNumber(call: ExternalCall, flow?: Origin["flow"]): Value {
  const seen = call.callee.receiver?.origin;
  const from = seen === undefined || flow === "view" ? seen : call.machine.memory.read(seen);
  return {
    kind: "number",
    fromTensor: true,
    origin: { ...origin(call.at, "takes a number out of the tensor", from), flow },
  };
}

function parameter(call: ExternalCall): Value {
  return { kind: "tensor", origin: origin(call.at, "a parameter", argument(call, 0, "data")?.origin) };
}

/** `functional_call(module, parameters, args, kwargs)`: the module's own forward, on other weights. */
function functionalCall(call: ExternalCall): Value | undefined {
  const [module, weights, input] = call.args.positional;
  if (module === undefined) return undefined;
  const args = input?.kind === "sequence" ? input.object.items : input === undefined ? [] : [input];
  const result = call.machine.call(module, positional(...args), call.at);
  return result.kind === "tensor" && weights !== undefined
    ? { ...result, origin: origin(call.at, "", result.origin, ...originsOf(weights)) }
    : result;
}

/** `Function.apply(x)`: the class's own `forward`, given a context first unless it has `setup_context`. */
function applyFunction(call: ExternalCall): Value | undefined {
  const owner = call.callee.receiver;
  if (owner?.kind !== "class") return undefined;
  const forward = classAttribute(owner.object, "forward");
  if (forward?.kind !== "function") return undefined;
  const withContext = classAttribute(owner.object, "setup_context") === undefined;
  const context: Value[] = withContext ? [external("torch.autograd.function.FunctionCtx()")] : [];
  return call.machine.call(
    { ...forward, binding: "static" },
    { ...call.args, positional: [...context, ...call.args.positional] },
    call.at,
  );
}
