"""Writes small_state.safetensors and small.safetensors: a small PromptIR in PyTorch
(benches/peers/networks, which gives the authors' outputs for DyNet), its inputs and its outputs.

    pip install torch==2.15.0 safetensors==0.8.0
    python make.py
"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "../../../benches/peers"))
from networks import PromptIR  # noqa: E402

SHAPE = {
    "dim": 4,
    "heads": [1, 2, 2, 4],
    "ffn_expansion": 2.66,
    "prompt_dims": [4, 8, 4],
    "prompt_sizes": [8, 4, 6],
    "prompt_len": 3,
    "refinement": 2,
    "stem": "full",
}
CONFIG = {"blocks": [2, 1, 3, 2], "shape": SHAPE}

torch.manual_seed(1)
network = PromptIR(CONFIG).eval()
with torch.no_grad():
    for name, parameter in network.named_parameters():
        # What starts at one or zero would hide a mistake.
        if "norm" in name or "temperature" in name:
            parameter.add_(0.3 * torch.randn_like(parameter))
    pictures = {}
    for height, width in [(32, 48), (40, 16)]:
        image = torch.rand(2, 3, height, width)
        pictures[f"input.{height}x{width}"] = image
        pictures[f"output.{height}x{width}"] = network(image)

state = {name: tensor.contiguous() for name, tensor in network.state_dict().items()}
metadata = {"dynet.config": json.dumps(CONFIG)}
save_file(state, HERE / "small_state.safetensors", metadata)
save_file(pictures, HERE / "small.safetensors")
