"""Writes the folder small-pack: a pack of two tiny networks for the tests. pip install onnx.

Variant s gives the picture back unchanged, variant l blurs it (mean of 3x3, zeros around it).
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

FOLDER = Path(__file__).parent / "small-pack"
FOLDER.mkdir(exist_ok=True)
SHAPE = [1, 3, "height", "width"]


def convolution(file, kernel, offset, group, pad):
    weight = TensorProto(name="kernel", data_type=TensorProto.FLOAT, dims=kernel.shape)
    weight.data_location = TensorProto.EXTERNAL
    place = {"location": "weights.bin", "offset": offset, "length": kernel.nbytes}
    for key, value in place.items():
        weight.external_data.add(key=key, value=str(value))
    node = helper.make_node(
        "Conv", ["image", "kernel"], ["restored"], "blur", group=group, pads=[pad] * 4
    )
    graph = helper.make_graph(
        [node],
        file,
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, SHAPE)],
        [helper.make_tensor_value_info("restored", TensorProto.FLOAT, SHAPE)],
        [weight],
    )
    opset = [helper.make_opsetid("", 18)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8)
    (FOLDER / file).write_bytes(model.SerializeToString())


def entry(file):
    content = (FOLDER / file).read_bytes()
    return {
        "file": file,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def variant(name, macs):
    return {
        "name": name,
        "parameters": 18,
        "macs_per_pixel": macs,
        "graphs": [{"target": "cpu", **entry(f"{name}.cpu.onnx")}],
    }


same = np.eye(3, dtype="<f4").reshape(3, 3, 1, 1)
blur = np.full((3, 1, 3, 3), 1 / 9, dtype="<f4")
(FOLDER / "weights.bin").write_bytes(same.tobytes() + bytes(28) + blur.tobytes())
convolution("s.cpu.onnx", same, 0, 1, 0)
convolution("l.cpu.onnx", blur, 64, 3, 1)
(FOLDER / "CARD.md").write_text("# Small pack\nTrained on nothing; good at tests.\n")
manifest = {
    "schema": 1,
    "name": "small",
    "version": "0.1.0",
    "license": "MIT OR Apache-2.0",
    "precision": "fp32",
    "network": {"family": "convolution", "config": {}},
    "input": {"multiple": 8, "dynamic": True},
    "weights": entry("weights.bin"),
    "variants": [variant("s", 9.0), variant("l", 27.0)],
    "quality": [
        {"set": "none", "task": "denoise-25", "variant": "s", "images": 1}
        | {"psnr_in": 20.17, "psnr": 20.17, "ssim_in": 0.3, "ssim": 0.3}
    ],
    "card": "CARD.md",
}
(FOLDER / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n")
