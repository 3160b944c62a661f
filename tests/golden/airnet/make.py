"""Writes airnet_small.safetensors: weights, input and output of a small AirNet, by
benches/peers/networks, with torchvision's deformable convolution.

    pip install torch==2.15.0 torchvision==0.29.2 safetensors==0.8.0
    python make.py
"""

import sys
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from drawn import draw, save  # noqa: E402
from networks import AirNet  # noqa: E402

network = AirNet({"features": 4, "groups": 2, "blocks": 2}).eval()
encoder = network.E["E"]["encoder_q"]


def run():
    # The rest of the encoder serves training, but its weights are in every checkpoint.
    encoder.mlp(encoder.E(encoder(image)))
    return network(image)


with torch.no_grad():
    torch.manual_seed(3)
    image = torch.rand(2, 3, 21, 26)
    norm = ["running_mean", "running_var", "weight", "bias"]
    draw(network, run, {nn.Conv2d: ["bias", "weight"], nn.BatchNorm2d: norm})
    save(HERE / "airnet_small.safetensors", network, image, network(image))
