/** Loaders of data sets that the submission defines itself: what comes out of one is what its data set gives for an index. */
import { classAttribute } from "../classes.ts";
import { newSequence } from "../containers.ts";
import { recordOperation } from "../operations.ts";
import { origin } from "../origin.ts";
import { originsOf } from "../tensorness.ts";
import { external, NUMBER } from "../values.ts";
import { argument, positional, type IntrinsicTable } from "./intrinsic.ts";

const LOADER = "torch.utils.data.DataLoader";

const PREPARE = "accelerate.Accelerator().prepare";

export const DATASETS: IntrinsicTable = {
  // Each thing comes back ready for its device, in the order in which they were given.
  [PREPARE]: (call) => {
    const { machine, args, at, callee } = call;
    const [first] = args.positional;
    recordOperation(machine, PREPARE, args, at, { binding: callee.origin });
    return args.positional.length === 1 ? first : newSequence(machine, "tuple", args.positional, args.rest);
  },
  [LOADER]: (call) => {
    const dataset = argument(call, 0, "dataset");
    if (dataset?.kind !== "instance" || typeof dataset.object.type === "string") return undefined;
    const method = classAttribute(dataset.object.type, "__getitem__");
    if (method?.kind !== "function") return undefined;
    const { machine, args, at, callee } = call;
    recordOperation(machine, LOADER, args, at, { binding: callee.origin });
    const item = machine.call({ ...method, receiver: dataset }, positional(NUMBER), at);
    const from = originsOf(item).map((one) => machine.memory.read(one));
    if (from.length === 0) return undefined;
    return external(`${LOADER}()`, origin(at, `calls ${LOADER}`, ...from));
  },
};
