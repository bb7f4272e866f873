#include "depthwise.h"

PYBIND11_MODULE(TORCH_EXTENSION_NAME, m) {
  m.doc() = "depthwise convolution";
  m.def("depthwise_forward", &depthwise_forward, "forward", py::arg("x"), py::arg("w"));
}
