"""MAXIM's blocks, channels last, with the exact GELU of the PyTorch port."""

import torch
from torch import nn
from torch.nn import functional as F

from .maxim_layers import Conv, Mix, Norm, Up


class Gating(nn.Module):
    def __init__(self, channels, side, grid):
        super().__init__()
        self.intermediate_layernorm = Norm(channels)
        self.Dense_0 = Mix(side, grid)

    def forward(self, v):
        return self.Dense_0(self.intermediate_layernorm(v)) + 1


class Gmlp(nn.Module):
    def __init__(self, channels, side, grid, bias):
        super().__init__()
        self.unit = "GridGatingUnit" if grid else "BlockGatingUnit"
        self.LayerNorm = Norm(channels)
        self.in_project = nn.Linear(channels, 2 * channels, bias)
        self.add_module(self.unit, Gating(channels, side, grid))
        self.out_project = nn.Linear(channels, channels, bias)

    def forward(self, x):
        u, v = F.gelu(self.in_project(self.LayerNorm(x))).chunk(2, -1)
        return x + self.out_project(u * self.get_submodule(self.unit)(v))


class MultiAxis(nn.Module):
    def __init__(self, channels, side, bias):
        super().__init__()
        self.LayerNorm_in = Norm(channels)
        self.in_project = nn.Linear(channels, 2 * channels, bias)
        self.GridGmlpLayer = Gmlp(channels, side, True, bias)
        self.BlockGmlpLayer = Gmlp(channels, side, False, bias)
        self.out_project = nn.Linear(2 * channels, channels, bias)

    def forward(self, x):
        u, v = F.gelu(self.in_project(self.LayerNorm_in(x))).chunk(2, -1)
        both = [self.GridGmlpLayer(u), self.BlockGmlpLayer(v)]
        return x + self.out_project(torch.cat(both, -1))


class ChannelAttention(nn.Module):
    def __init__(self, channels, bias):
        super().__init__()
        self.Conv_0 = Conv(channels, channels // 4, 1, bias=bias)
        self.Conv_1 = Conv(channels // 4, channels, 1, bias=bias)

    def forward(self, x):
        mean = x.mean((1, 2), keepdim=True)
        return x * self.Conv_1(F.relu(self.Conv_0(mean))).sigmoid()


class Rcab(nn.Module):
    def __init__(self, channels, bias):
        super().__init__()
        self.LayerNorm = Norm(channels)
        self.conv1 = Conv(channels, channels, 3, bias=bias)
        self.conv2 = Conv(channels, channels, 3, bias=bias)
        self.channel_attention = ChannelAttention(channels, True)

    def forward(self, x):
        y = self.conv2(F.leaky_relu(self.conv1(self.LayerNorm(x)), 0.2))
        return x + self.channel_attention(y)


class ChannelMixing(nn.Module):
    def __init__(self, channels, bias):
        super().__init__()
        self.Dense_0 = nn.Linear(channels, channels, bias)
        self.Dense_1 = nn.Linear(channels, channels, bias)

    def forward(self, x):
        return self.Dense_1(F.gelu(self.Dense_0(x)))


class Rdcab(nn.Module):
    def __init__(self, channels, bias):
        super().__init__()
        self.LayerNorm = Norm(channels)
        self.channel_mixing = ChannelMixing(channels, bias)
        self.channel_attention = ChannelAttention(channels, bias)

    def forward(self, x):
        return x + self.channel_attention(self.channel_mixing(self.LayerNorm(x)))


class UNetBlock(nn.Module):
    """A level; `down` halves the resolution after it."""

    def __init__(self, inputs, channels, side, bias, down=False):
        super().__init__()
        self.Conv_0 = Conv(inputs, channels, 1, bias=bias)
        self.SplitHeadMultiAxisGmlpLayer_0 = MultiAxis(channels, side, bias)
        self.channel_attention_block_10 = Rcab(channels, bias)
        self.SplitHeadMultiAxisGmlpLayer_1 = MultiAxis(channels, side, bias)
        self.channel_attention_block_11 = Rcab(channels, bias)
        self.Conv_1 = Conv(channels, channels, 4, 2) if down else None

    def forward(self, x, skip):
        x = shortcut = self.Conv_0(torch.cat([x, skip], -1))
        x = self.channel_attention_block_10(self.SplitHeadMultiAxisGmlpLayer_0(x))
        x = self.channel_attention_block_11(self.SplitHeadMultiAxisGmlpLayer_1(x))
        return x + shortcut


class Bottleneck(nn.Module):
    def __init__(self, channels, side, bias):
        super().__init__()
        self.input_proj = Conv(channels, channels, 1)
        self.SplitHeadMultiAxisGmlpLayer_0 = MultiAxis(channels, side, bias)
        self.channel_attention_block_1_0 = Rdcab(channels, bias)
        self.SplitHeadMultiAxisGmlpLayer_1 = MultiAxis(channels, side, bias)
        self.channel_attention_block_1_1 = Rdcab(channels, bias)

    def forward(self, x):
        x = shortcut = self.input_proj(x)
        x = self.channel_attention_block_1_0(self.SplitHeadMultiAxisGmlpLayer_0(x))
        x = self.channel_attention_block_1_1(self.SplitHeadMultiAxisGmlpLayer_1(x))
        return x + shortcut


class GatingWeights(nn.Module):
    def __init__(self, channels, side, bias):
        super().__init__()
        self.LayerNorm_in = Norm(channels)
        self.in_project = nn.Linear(channels, 2 * channels, bias)
        self.Dense_0 = Mix(side, True, bias)
        self.Dense_1 = Mix(side, False, bias)
        self.out_project = nn.Linear(2 * channels, channels, bias)

    def forward(self, x):
        u, v = F.gelu(self.in_project(self.LayerNorm_in(x))).chunk(2, -1)
        return self.out_project(torch.cat([self.Dense_0(u), self.Dense_1(v)], -1))


class CrossGating(nn.Module):
    """A skip `x` and a feature `y` of half its resolution gate each other."""

    def __init__(self, x, y, to, side, bias):
        super().__init__()
        self.ConvTranspose_0 = Up(y, to, bias)
        self.Conv_0 = Conv(x, to, 1, bias=bias)
        self.Conv_1 = Conv(to, to, 1, bias=bias)
        self.LayerNorm_x, self.LayerNorm_y = Norm(to), Norm(to)
        self.in_project_x = nn.Linear(to, to, bias)
        self.in_project_y = nn.Linear(to, to, bias)
        self.SplitHeadMultiAxisGating_x = GatingWeights(to, side, bias)
        self.SplitHeadMultiAxisGating_y = GatingWeights(to, side, bias)
        self.out_project_y = nn.Linear(to, to, bias)
        self.out_project_x = nn.Linear(to, to, bias)

    def forward(self, x, y):
        old_y = self.Conv_1(self.ConvTranspose_0(y))
        old_x = self.Conv_0(x)
        x = F.gelu(self.in_project_x(self.LayerNorm_x(old_x)))
        y = F.gelu(self.in_project_y(self.LayerNorm_y(old_y)))
        by_x = self.SplitHeadMultiAxisGating_x(x)
        by_y = self.SplitHeadMultiAxisGating_y(y)
        y = self.out_project_y(y * by_x) + old_y
        return self.out_project_x(x * by_y) + y + old_x, y
