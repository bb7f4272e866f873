from setuptools import setup
from torch.utils.cpp_extension import BuildExtension, CUDAExtension

setup(
    name="fastnorm",
    ext_modules=[CUDAExtension("fastnorm_cuda", ["csrc/norm.cpp", "csrc/norm_kernel.cu"], extra_compile_args={"nvcc": ["-O3"]})],
    cmdclass={"build_ext": BuildExtension},
)
