"""Writes maxim_small.safetensors: weights, input and output of a small MAXIM with one stage, by
benches/peers/networks. The other files beside this one are outputs of the authors' PyTorch port.

    pip install torch==2.15.0 safetensors==0.8.0
    python make.py
"""

import sys
from pathlib import Path

import torch

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from drawn import draw, save  # noqa: E402
from networks import Maxim  # noqa: E402

network = Maxim({"features": 4, "bottlenecks": 2, "sides": [4, 2], "tile": 32}).eval()
with torch.no_grad():
    torch.manual_seed(5)
    image = torch.rand(1, 32, 48, 3).permute(0, 3, 1, 2).contiguous()
    draw(network, lambda: network(image))
    save(HERE / "maxim_small.safetensors", network, image, network(image))
