"""What MAXIM's blocks are made of, channels last as in the authors' code."""

import torch
from torch import nn
from torch.nn import functional as F


def first(x):
    return x.permute(0, 3, 1, 2)


def last(x):
    return x.permute(0, 2, 3, 1)


class Conv(nn.Conv2d):
    def __init__(self, inputs, outputs, kernel, stride=1, bias=True):
        super().__init__(inputs, outputs, kernel, stride, (kernel - 1) // 2, bias=bias)

    def forward(self, x):
        return last(super().forward(first(x)))


class Up(nn.ConvTranspose2d):
    def __init__(self, inputs, outputs, bias):
        super().__init__(inputs, outputs, 2, 2, bias=bias)

    def forward(self, x):
        return last(super().forward(first(x)))


class Norm(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(channels))
        self.beta = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        return F.layer_norm(x, self.gamma.shape, self.gamma, self.beta, 1e-6)


class Mix(nn.Linear):
    """Over the pixels of each block of `side` by `side`, or over the cells of a grid of as many."""

    def __init__(self, side, grid, bias=True):
        super().__init__(side * side, side * side, bias)
        self.side, self.grid = side, grid

    def forward(self, x):
        batch, height, width, channels = x.shape
        high = height // self.side if self.grid else self.side
        wide = width // self.side if self.grid else self.side
        x = x.reshape(batch, height // high, high, width // wide, wide, channels)
        x = x.permute(0, 1, 3, 2, 4, 5).reshape(batch, -1, high * wide, channels)
        axis = 1 if self.grid else 2
        x = super().forward(x.transpose(axis, 3)).transpose(axis, 3)
        x = x.reshape(batch, height // high, width // wide, high, wide, channels)
        return x.permute(0, 1, 3, 2, 4, 5).reshape(batch, height, width, channels)


def resize(x, size):
    """Bilinear, with a filter where the picture gets smaller."""
    if tuple(x.shape[1:3]) == tuple(size):
        return x
    smaller = size[0] < x.shape[1]
    return last(F.interpolate(first(x), size, mode="bilinear", antialias=smaller))


class UpSampleRatio(nn.Module):
    """Brings a feature of another level to this one's resolution and width."""

    def __init__(self, inputs, outputs, bias):
        super().__init__()
        self.Conv_0 = Conv(inputs, outputs, 1, bias=bias)

    def forward(self, x, size):
        return self.Conv_0(resize(x, size))
