"""The networks of ../../../models in PyTorch, with the parameter names of the official checkpoints.

Written for comparison with these, from the papers, the authors' code and the published shapes, in the
authors' forms. A file a family; blocks.py, maxim_blocks.py and guided.py hold what several have in
common. `config` is a network's configuration as in pack.json.

`../export.py` exports them, `../compare.py` times a training step; `make.py` in the folders of
../../../tests/golden writes vectors that the networks in Rust are tested against.
"""

import json

from .airnet import AirNet
from .constyle import ConStyleConv, ConStyleMaxim, ConStyleNAFNet, ConStyleRestormer
from .dynet import DyNet
from .maxim import Maxim
from .nafnet import NAFNet
from .origin_conv import OriginConv
from .promptir import PromptIR
from .restormer import Restormer

FAMILIES = {
    "dynet": DyNet,
    "promptir": PromptIR,
    "restormer": Restormer,
    "nafnet": NAFNet,
    "maxim": Maxim,
    "origin-conv": OriginConv,
    "airnet": AirNet,
    "constyle-conv": ConStyleConv,
    "constyle-nafnet": ConStyleNAFNet,
    "constyle-restormer": ConStyleRestormer,
    "constyle-maxim": ConStyleMaxim,
}


def load(file):
    """The network that a weights file of dynet's is of."""
    from safetensors import safe_open

    with safe_open(file, "pt") as tensors:
        config = json.loads(tensors.metadata()["dynet.config"])
        state = {name: tensors.get_tensor(name) for name in tensors.keys()}
    network = FAMILIES[config["family"]](config)
    network.load_state_dict(state, strict=True)
    return network.eval()
