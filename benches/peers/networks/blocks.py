"""Restormer's blocks, which DyNet, PromptIR and a network of ConStyle's are made of too."""

import torch
from torch import nn
from torch.nn import functional as F


def conv(inputs, outputs, kernel, stride=1, groups=1, bias=False):
    padding = (kernel - 1) // 2
    return nn.Conv2d(inputs, outputs, kernel, stride, padding, groups=groups, bias=bias)


class LayerNorm(nn.Module):
    """Over the channels of each pixel; `bias_free` scales them, but neither centres nor shifts."""

    def __init__(self, channels, kind="with_bias"):
        super().__init__()
        self.centres = kind == "with_bias"
        self.body = nn.LayerNorm(channels, bias=self.centres)

    def forward(self, x):
        if self.centres:
            return self.body(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        deviation = (x.var(dim=1, keepdim=True, correction=0) + self.body.eps).sqrt()
        return x / deviation * self.body.weight[:, None, None]


class Attention(nn.Module):
    def __init__(self, channels, heads):
        super().__init__()
        self.heads = heads
        self.temperature = nn.Parameter(torch.ones(heads, 1, 1))
        self.qkv = conv(channels, 3 * channels, 1)
        self.qkv_dwconv = conv(3 * channels, 3 * channels, 3, groups=3 * channels)
        self.project_out = conv(channels, channels, 1)

    def forward(self, x):
        b, c, h, w = x.shape
        parts = self.qkv_dwconv(self.qkv(x)).chunk(3, dim=1)
        q, k, v = (part.reshape(b, self.heads, c // self.heads, h * w) for part in parts)
        q, k = F.normalize(q, dim=-1), F.normalize(k, dim=-1)
        weights = (q @ k.transpose(-2, -1) * self.temperature).softmax(dim=-1)
        return self.project_out((weights @ v).reshape(b, c, h, w))


class FeedForward(nn.Module):
    def __init__(self, channels, expansion):
        super().__init__()
        hidden = int(channels * expansion)
        self.project_in = conv(channels, 2 * hidden, 1)
        self.dwconv = conv(2 * hidden, 2 * hidden, 3, groups=2 * hidden)
        self.project_out = conv(hidden, channels, 1)

    def forward(self, x):
        a, b = self.dwconv(self.project_in(x)).chunk(2, dim=1)
        return self.project_out(F.gelu(a) * b)


class Block(nn.Module):
    def __init__(self, channels, heads, expansion, norm="with_bias"):
        super().__init__()
        self.norm1 = LayerNorm(channels, norm)
        self.attn = Attention(channels, heads)
        self.norm2 = LayerNorm(channels, norm)
        self.ffn = FeedForward(channels, expansion)

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.ffn(self.norm2(x))


def halve(channels, to):
    """A 3x3 convolution and a pixel-unshuffle."""
    return nn.Sequential(conv(channels, to // 4, 3), nn.PixelUnshuffle(2))


def double(channels, to):
    """A 3x3 convolution and a pixel-shuffle."""
    return nn.Sequential(conv(channels, 4 * to, 3), nn.PixelShuffle(2))


class Resample(nn.Module):
    """One of the two, under Restormer's name for it."""

    def __init__(self, body):
        super().__init__()
        self.body = body

    def forward(self, x):
        return self.body(x)


def down(channels):
    return Resample(halve(channels, 2 * channels))


def up(channels):
    return Resample(double(channels, channels // 2))


class PatchEmbed(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.proj = conv(inputs, outputs, 3)

    def forward(self, x):
        return self.proj(x)
