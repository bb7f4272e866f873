"""Layers and optimisers of torch, with what they are made with and given."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import torch

from registries import module_db, optim_db
from subjects import SEED, Call, Subject


def layers() -> Iterator[Subject]:
    """Layers of `torch.nn` by class, in training and in evaluation mode; made outside of the trace."""
    for entry in module_db:
        cls = entry.module_cls
        if getattr(torch.nn, cls.__name__, None) is not cls:
            continue
        calls: list[Call] = []
        for training in (True, False):
            torch.manual_seed(SEED)
            for sample in entry.module_inputs_func(
                entry, "cpu", torch.float32, False, training
            ):
                made, given = sample.constructor_input, sample.forward_input
                if given is not None:
                    calls.append(
                        Call(
                            cls(*made.args, **made.kwargs).train(training),
                            given.args,
                            given.kwargs,
                        )
                    )
        yield Subject(f"torch.nn.{cls.__name__}", tuple(calls))
    for layer, given in more_layers():
        yield Subject(f"torch.nn.{type(layer).__name__}", (Call(layer, given),))


def more_layers() -> Iterator[tuple[torch.nn.Module, tuple[Any, ...]]]:
    """Layers that `module_db` leaves out, with what they are given."""
    nn = torch.nn
    row, image, volume = (
        torch.rand(2, 4, 8),
        torch.rand(2, 4, 8, 8),
        torch.rand(2, 4, 8, 8, 8),
    )
    yield nn.Identity(), (row,)
    yield nn.Flatten(), (image,)
    yield nn.Unflatten(1, (2, 2)), (image,)
    yield nn.Fold((8, 8), (2, 2)), (torch.rand(2, 16, 49),)
    yield nn.Unfold((2, 2)), (image,)
    yield nn.PixelShuffle(2), (image,)
    yield nn.PixelUnshuffle(2), (image,)
    yield nn.ChannelShuffle(2), (image,)
    yield nn.Softmax2d(), (image,)
    yield nn.RReLU(), (row,)
    yield nn.Bilinear(8, 8, 3), (row, row)
    yield nn.Embedding(5, 3, max_norm=1.0), (torch.tensor([1, 2]),)
    yield nn.EmbeddingBag(5, 3), (torch.tensor([[1, 2], [3, 4]]),)
    yield nn.CosineSimilarity(), (row, row)
    yield nn.PairwiseDistance(), (row, row)
    yield nn.Hardsigmoid(), (row,)
    yield nn.TripletMarginLoss(), (row, row, row)
    yield nn.TripletMarginWithDistanceLoss(), (row, row, row)
    yield nn.TransformerDecoder(nn.TransformerDecoderLayer(8, 2, 8), 1), (row, row)
    yield (
        nn.AdaptiveLogSoftmaxWithLoss(8, 5, [2]),
        (torch.rand(3, 8), torch.tensor([0, 3, 4])),
    )
    yield nn.Upsample(scale_factor=2), (image,)
    yield nn.UpsamplingNearest2d(scale_factor=2), (image,)
    yield nn.UpsamplingBilinear2d(scale_factor=2), (image,)
    for pad in (
        nn.CircularPad1d,
        nn.ZeroPad1d,
        nn.ReflectionPad1d,
        nn.ReplicationPad1d,
    ):
        yield pad(1), (row,)
    for pad in (
        nn.CircularPad2d,
        nn.ZeroPad2d,
        nn.ReflectionPad2d,
        nn.ReplicationPad2d,
    ):
        yield pad(1), (image,)
    for pad in (
        nn.CircularPad3d,
        nn.ZeroPad3d,
        nn.ReflectionPad3d,
        nn.ReplicationPad3d,
    ):
        yield pad(1), (volume,)


def optimisers() -> Iterator[Subject]:
    """`torch.optim` by class: what a step runs."""
    for entry in optim_db:
        cls = entry.optim_cls
        calls = [
            Call(step_of(cls, sample.kwargs))
            for sample in entry.optim_inputs_func("cpu")
        ]
        yield Subject(f"torch.optim.{cls.__name__}", tuple(calls))


def step_of(
    cls: type[torch.optim.Optimizer], settings: dict[str, Any]
) -> Callable[[], Any]:
    torch.manual_seed(SEED)
    weight = torch.nn.Parameter(torch.rand(4, 4))
    gradient = torch.rand(4, 4)
    weight.grad = gradient.to_sparse() if cls is torch.optim.SparseAdam else gradient
    optimiser = cls([weight], **copy.deepcopy(settings))
    return lambda: (
        optimiser.step(lambda: torch.zeros(()))
        if cls is torch.optim.LBFGS
        else optimiser.step()
    )
