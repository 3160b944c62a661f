"""Writes maxim_small.safetensors: weights, input and output of a small MAXIM with one stage, computed by the
formulas of the paper and of the authors' code, channels last as there, and with the exact GELU of the PyTorch
port. The other files beside this one are outputs of that port itself.

    pip install torch==2.15.0 safetensors==0.8.0
    python make.py
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

FEATURES, HIGH, LOW = 4, 4, 2
torch.manual_seed(5)
state = {}


def weight(name, *shape, mean=0.0):
    """A weight by its name, drawn when it is first asked for."""
    if name not in state:
        fan = 4 if len(shape) == 1 else torch.tensor(shape[1:]).prod().item()
        state[name] = mean + torch.empty(shape).uniform_(-1, 1) / fan**0.5
    return state[name]


def conv(x, name, output, kernel, stride=1):
    kernel = weight(f"{name}.weight", output, x.shape[-1], kernel, kernel)
    padding = (kernel.shape[-1] - 1) // 2
    y = F.conv2d(x.permute(0, 3, 1, 2), kernel, weight(f"{name}.bias", output), stride, padding)
    return y.permute(0, 2, 3, 1)


def up(x, name, output):
    kernel = weight(f"{name}.weight", x.shape[-1], output, 2, 2)
    y = F.conv_transpose2d(x.permute(0, 3, 1, 2), kernel, weight(f"{name}.bias", output), 2)
    return y.permute(0, 2, 3, 1)


def dense(x, name, output):
    return F.linear(x, weight(f"{name}.weight", output, x.shape[-1]), weight(f"{name}.bias", output))


def norm(x, name):
    scale = weight(f"{name}.gamma", x.shape[-1], mean=1.0)
    return F.layer_norm(x, x.shape[-1:], scale, weight(f"{name}.beta", x.shape[-1]), 1e-6)


def to_blocks(x, high, wide):
    batch, height, width, channels = x.shape
    x = x.reshape(batch, height // high, high, width // wide, wide, channels)
    x = x.permute(0, 1, 3, 2, 4, 5)
    return x.reshape(batch, (height // high) * (width // wide), high * wide, channels)


def from_blocks(x, height, width, high, wide):
    batch, channels = x.shape[0], x.shape[-1]
    x = x.reshape(batch, height // high, width // wide, high, wide, channels)
    return x.permute(0, 1, 3, 2, 4, 5).reshape(batch, height, width, channels)


def mix(x, name, side, grid):
    height, width = x.shape[1:3]
    high, wide = (height // side, width // side) if grid else (side, side)
    axis = 1 if grid else 2
    y = to_blocks(x, high, wide).transpose(axis, 3)
    y = dense(y, name, side * side).transpose(axis, 3)
    return from_blocks(y, height, width, high, wide)


def gmlp(x, name, side, grid):
    unit = f"{name}.{'Grid' if grid else 'Block'}GatingUnit"
    channels = x.shape[-1]
    y = F.gelu(dense(norm(x, f"{name}.LayerNorm"), f"{name}.in_project", 2 * channels))
    u, v = y.chunk(2, -1)
    v = mix(norm(v, f"{unit}.intermediate_layernorm"), f"{unit}.Dense_0", side, grid)
    return x + dense(u * (v + 1), f"{name}.out_project", channels)


def multi_axis(x, name, side):
    channels = x.shape[-1]
    y = F.gelu(dense(norm(x, f"{name}.LayerNorm_in"), f"{name}.in_project", 2 * channels))
    u, v = y.chunk(2, -1)
    u, v = gmlp(u, f"{name}.GridGmlpLayer", side, True), gmlp(v, f"{name}.BlockGmlpLayer", side, False)
    return x + dense(torch.cat([u, v], -1), f"{name}.out_project", channels)


def attention(x, name):
    channels = x.shape[-1]
    y = F.relu(conv(x.mean((1, 2), keepdim=True), f"{name}.Conv_0", channels // 4, 1))
    return x * conv(y, f"{name}.Conv_1", channels, 1).sigmoid()


def rcab(x, name):
    y = F.leaky_relu(conv(norm(x, f"{name}.LayerNorm"), f"{name}.conv1", x.shape[-1], 3), 0.2)
    return x + attention(conv(y, f"{name}.conv2", x.shape[-1], 3), f"{name}.channel_attention")


def rdcab(x, name):
    y = F.gelu(dense(norm(x, f"{name}.LayerNorm"), f"{name}.channel_mixing.Dense_0", x.shape[-1]))
    y = dense(y, f"{name}.channel_mixing.Dense_1", x.shape[-1])
    return x + attention(y, f"{name}.channel_attention")


def level(x, skip, name, channels, side):
    shortcut = x = conv(torch.cat([x, skip], -1), f"{name}.Conv_0", channels, 1)
    for i in range(2):
        x = multi_axis(x, f"{name}.SplitHeadMultiAxisGmlpLayer_{i}", side)
        x = rcab(x, f"{name}.channel_attention_block_1{i}")
    return x + shortcut


def bottleneck(x, name, side):
    shortcut = x = conv(x, f"{name}.input_proj", x.shape[-1], 1)
    for i in range(2):
        x = multi_axis(x, f"{name}.SplitHeadMultiAxisGmlpLayer_{i}", side)
        x = rdcab(x, f"{name}.channel_attention_block_1_{i}")
    return x + shortcut


def gating_weights(x, name, side):
    channels = x.shape[-1]
    y = F.gelu(dense(norm(x, f"{name}.LayerNorm_in"), f"{name}.in_project", 2 * channels))
    u, v = y.chunk(2, -1)
    u, v = mix(u, f"{name}.Dense_0", side, True), mix(v, f"{name}.Dense_1", side, False)
    return dense(torch.cat([u, v], -1), f"{name}.out_project", channels)


def cross_gating(x, y, name, channels, side):
    y = conv(up(y, f"{name}.ConvTranspose_0", channels), f"{name}.Conv_1", channels, 1)
    x = conv(x, f"{name}.Conv_0", channels, 1)
    old_x, old_y = x, y
    x = F.gelu(dense(norm(x, f"{name}.LayerNorm_x"), f"{name}.in_project_x", channels))
    y = F.gelu(dense(norm(y, f"{name}.LayerNorm_y"), f"{name}.in_project_y", channels))
    by_x = gating_weights(x, f"{name}.SplitHeadMultiAxisGating_x", side)
    by_y = gating_weights(y, f"{name}.SplitHeadMultiAxisGating_y", side)
    y = dense(y * by_x, f"{name}.out_project_y", channels) + old_y
    x = dense(x * by_y, f"{name}.out_project_x", channels) + y + old_x
    return x, y


def ratio(x, index, size, channels):
    x = F.interpolate(x.permute(0, 3, 1, 2), size=size, mode="bilinear", antialias=True)
    return conv(x.permute(0, 2, 3, 1), f"UpSampleRatio_{index}.Conv_0", channels, 1)


def maxim(image):
    width = [FEATURES, 2 * FEATURES, 4 * FEATURES]
    side = [HIGH, HIGH, LOW]
    scales = [image, image[:, 1::2, 1::2], image[:, 2::4, 2::4]]
    scales = [conv(x, f"stage_0_input_conv_{i}", width[i], 3) for i, x in enumerate(scales)]
    sizes = [scale.shape[1:3] for scale in scales]
    x, encoded = scales[0], []
    for i in range(3):
        name = f"stage_0_encoder_block_{i}"
        encoded.append(level(x, scales[i], name, width[i], side[i]))
        x = conv(encoded[i], f"{name}.Conv_1", width[i], 4, 2)
    for i in range(2):
        x = bottleneck(x, f"stage_0_global_block_{i}", LOW)
    index, y, gated = 0, x, []
    for i in (2, 1, 0):
        signal = [ratio(e, index + j, sizes[i], width[i]) for j, e in enumerate(encoded)]
        index += 3
        name = f"stage_0_cross_gating_block_{i}"
        skip, y = cross_gating(torch.cat(signal, -1), y, name, width[i], side[i])
        gated.append(skip)
    for i in (2, 1, 0):
        signal = [ratio(s, index + j, sizes[i], width[i]) for j, s in enumerate(gated)]
        index += 3
        name = f"stage_0_decoder_block_{i}"
        x = up(x, f"{name}.ConvTranspose_0", width[i])
        x = level(x, torch.cat(signal, -1), f"{name}.UNetEncoderBlock_0", width[i], side[i])
    return conv(x, "stage_0_output_conv_0", 3, 3) + image


image = torch.rand(1, 32, 48, 3)
output = maxim(image)
tensors = {f"w.{name}": tensor.contiguous() for name, tensor in state.items()}
channels_first = lambda x: x.permute(0, 3, 1, 2).contiguous()
tensors |= {"in.x": channels_first(image), "out.y": channels_first(output)}
save_file(tensors, Path(__file__).parent / "maxim_small.safetensors")
