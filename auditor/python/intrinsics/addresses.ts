/** Addresses of C: what is behind one is what it is the address of. */
import type { Intrinsic, IntrinsicTable } from "./intrinsic.ts";
import { argument, table } from "./intrinsic.ts";

const sameObject: Intrinsic = (call) => argument(call, 0);

export const ADDRESSES: IntrinsicTable = table(
  ["ctypes.byref", "ctypes.pointer", "ctypes.addressof"],
  () => sameObject,
);
