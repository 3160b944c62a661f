"""Writes prompter.pth with PyTorch as BasicSR does: a ConStyle encoder of width 1 and what its training keeps
beside it. Every weight is 0.5, and 0.25 in the moving average.

    python make_prompter.py
"""

import torch
from torch import nn


def stage(*convolutions):
    """Pairs of a convolution without a bias and its activation."""
    layer = lambda i, o, stride: nn.Conv2d(i, o, 3, stride, 1, bias=False)
    return nn.Sequential(*(nn.Sequential(layer(*c), nn.LeakyReLU(0.1)) for c in convolutions))


def mlp(inputs, outputs):
    return nn.Sequential(nn.Linear(inputs, outputs), nn.BatchNorm1d(outputs), nn.GELU())


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.stage1 = stage((3, 1, 1), (1, 1, 1), (1, 2, 2))
        self.stage2 = stage((2, 2, 1), (2, 4, 2))
        self.stage3 = stage((4, 8, 1), (8, 8, 2))
        self.stage4 = stage((8, 16, 1), (16, 16, 2))
        self.mlp1 = mlp(16, 8)
        self.mlp2 = mlp(8, 8)
        self.classifier = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Dropout(), nn.Linear(32, 5))


class ConStyle(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder_q = Encoder()
        self.encoder_k = Encoder()
        self.register_buffer("queue", torch.zeros(8, 4))
        self.register_buffer("queue_ptr", torch.zeros(1, dtype=torch.long))


state = ConStyle().state_dict()
filled = lambda value: {
    name: torch.full_like(tensor, value) if tensor.is_floating_point() else tensor
    for name, tensor in state.items()
}
torch.save({"params": filled(0.5), "params_ema": filled(0.25)}, "prompter.pth")
