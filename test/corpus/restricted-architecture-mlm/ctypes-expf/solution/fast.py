import ctypes
import ctypes.util

_m = ctypes.CDLL(ctypes.util.find_library("m"))
_f = getattr(_m, "expf")
_f.restype, _f.argtypes = ctypes.c_float, [ctypes.c_float]


def lift(x):
    """Applies the table function to a contiguous float tensor, in place."""
    y = x.contiguous().clone()
    cell = (ctypes.c_float * y.numel()).from_address(y.data_ptr())
    for i in range(y.numel()):
        cell[i] = _f(cell[i])
    return y
