import os

import torch
import torch.nn as nn
from torch.utils.cpp_extension import load

ext = load(name="cutlass_gemm", sources=[os.path.join(os.path.dirname(__file__), "gemm.cu")],
           extra_include_paths=["/opt/cutlass/include"], extra_cuda_cflags=["-std=c++17", "-gencode=arch=compute_90a,code=sm_90a"])


class ModelNew(nn.Module):
    def forward(self, a, b):
        return ext.gemm(a, b)
