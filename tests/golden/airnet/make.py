"""Writes airnet_small.safetensors: weights, input and output of a small AirNet, computed by the formulas of
the paper and of the authors' code, with the deformable convolution made of PyTorch's grid_sample.

    pip install torch==2.15.0 safetensors==0.8.0
    python make.py
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

FEATURES, GROUPS, BLOCKS = 4, 2, 2
torch.manual_seed(3)
state = {}


def weight(name, *shape, mean=0.0):
    """A weight by its name, drawn when it is first asked for."""
    if name not in state:
        fan = 4 if len(shape) == 1 else torch.tensor(shape[1:]).prod().item()
        state[name] = mean + torch.empty(shape).uniform_(-1, 1) / fan**0.5
    return state[name]


def conv(x, name, output, kernel, stride=1, bias=True):
    bias = weight(f"{name}.bias", output) if bias else None
    return F.conv2d(x, weight(f"{name}.weight", output, x.shape[1], kernel, kernel), bias, stride, kernel // 2)


def norm(x, name):
    channels = x.shape[1]
    mean, var = weight(f"{name}.running_mean", channels), weight(f"{name}.running_var", channels, mean=1.0)
    scale, shift = weight(f"{name}.weight", channels, mean=1.0), weight(f"{name}.bias", channels)
    return F.batch_norm(x, mean, var, scale, shift)


def leaky(x):
    return F.leaky_relu(x, 0.1)


def res_block(x, name, output, stride=1):
    y = leaky(norm(conv(x, f"{name}.backbone.0", output, 3, stride, False), f"{name}.backbone.1"))
    y = norm(conv(y, f"{name}.backbone.3", output, 3, 1, False), f"{name}.backbone.4")
    beside = norm(conv(x, f"{name}.shortcut.0", output, 1, stride, False), f"{name}.shortcut.1")
    return leaky(y + beside)


def deform(x, inter, name):
    batch, channels, height, width = x.shape
    found = conv(torch.cat([x, inter], 1), f"{name}.conv_offset_mask", 27, 3)
    offsets, mask = found[:, :18], found[:, 18:].sigmoid()
    kernel = weight(f"{name}.weight", channels, channels, 3, 3)
    rows = torch.arange(height).view(1, height, 1)
    columns = torch.arange(width).view(1, 1, width)
    y = 0
    for tap in range(9):
        down = rows + tap // 3 - 1 + offsets[:, 2 * tap]
        right = columns + tap % 3 - 1 + offsets[:, 2 * tap + 1]
        # From pixels to grid_sample's -1..1, where corners are centres of pixels.
        grid = torch.stack([2 * right / (width - 1) - 1, 2 * down / (height - 1) - 1], -1)
        seen = F.grid_sample(x, grid, "bilinear", "zeros", align_corners=True)
        seen = seen * mask[:, tap : tap + 1]
        y = y + torch.einsum("oc,bchw->bohw", kernel[:, :, tap // 3, tap % 3], seen)
    return y


def guided(x, inter, name):
    def transform(part):
        hidden = leaky(conv(inter, f"{name}.sft.{part}.0", FEATURES, 1, bias=False))
        return conv(hidden, f"{name}.sft.{part}.2", FEATURES, 1, bias=False)

    return x + deform(x, inter, f"{name}.dcn") + x * transform("conv_gamma") + transform("conv_beta")


def block(x, inter, name):
    y = leaky(guided(x, inter, f"{name}.dgm1"))
    y = leaky(conv(y, f"{name}.conv1", FEATURES, 3))
    y = leaky(guided(y, inter, f"{name}.dgm2"))
    return conv(y, f"{name}.conv2", FEATURES, 3) + x


def airnet(image):
    encoder = "E.E.encoder_q"
    inter = res_block(image, f"{encoder}.E_pre", FEATURES)
    # The rest of the encoder serves training, but its weights are in every checkpoint.
    deep = res_block(res_block(inter, f"{encoder}.E.0", 2 * FEATURES, 2), f"{encoder}.E.1", 4 * FEATURES, 2)
    for layer in "02":
        weight(f"{encoder}.mlp.{layer}.weight", 4 * FEATURES, deep.shape[1])
        weight(f"{encoder}.mlp.{layer}.bias", 4 * FEATURES)
    x = conv(image, "R.head.0", FEATURES, 3)
    y = x
    for group in range(GROUPS):
        z = y
        for i in range(BLOCKS):
            z = block(z, inter, f"R.body.{group}.body.{i}")
        y = conv(z, f"R.body.{group}.body.{BLOCKS}", FEATURES, 3) + y
    y = conv(y, f"R.body.{GROUPS}", FEATURES, 3) + x
    return conv(y, "R.tail.0", 3, 3)


image = torch.rand(2, 3, 21, 26)
output = airnet(image)
tensors = {f"w.{name}": tensor for name, tensor in state.items()}
tensors |= {"in.x": image, "out.y": output.contiguous()}
save_file(tensors, Path(__file__).parent / "airnet_small.safetensors")
