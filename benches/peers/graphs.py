"""PyTorch's exports of a network, and ONNX Runtime on graphs, for export.py."""

import packs

OPSET = 20


def exports(network, module, inputs, multiple):
    """How PyTorch can export, and the file or why there is none. Graphs are of any size that is a
    multiple of `multiple`, or only of that of `inputs` where there is none."""
    import torch

    folder = packs.FOLDER / network / "graphs"
    folder.mkdir(parents=True, exist_ok=True)
    names = {"input_names": ["image", "latent"][: len(inputs)], "output_names": ["restored"]}
    ways = {"dynamo": {"dynamo": True}, "tracing": {"dynamo": False}}
    if multiple:
        sides = {2: torch.export.Dim("h"), 3: torch.export.Dim("w")}
        shapes = [{axis: multiple * side for axis, side in sides.items()}, None]
        ways["dynamo"]["dynamic_shapes"] = tuple(shapes[: len(inputs)])
        ways["tracing"]["dynamic_axes"] = {"image": {2: "h", 3: "w"}}
        inputs = (torch.rand(1, 3, 64, 96), *inputs[1:])
    for way, options in ways.items():
        file = folder / f"{way}.onnx"
        try:
            torch.onnx.export(
                module, inputs, file, opset_version=OPSET, verbose=False, **names, **options
            )
        except Exception as error:  # its own kinds are many
            yield way, None, reason(error)
            continue
        yield way, file, None


def reason(error):
    """The first sentence of a complaint."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].split(". ")[0][:160]


def session(file, threads):
    import onnxruntime

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = threads
    settings.log_severity_level = 3
    return onnxruntime.InferenceSession(file, settings, ["CPUExecutionProvider"])


def apart(found, expected):
    """The largest difference, in parts of the largest value where that is more than 1."""
    return float(abs(found - expected).max() / max(1, abs(expected).max()))


def facts(file):
    """Nodes, and bytes of the graph and of the weights that it uses."""
    import onnx

    graph = onnx.load(file, load_external_data=False).graph
    size = file.stat().st_size
    for tensor in graph.initializer:
        place = {entry.key: entry.value for entry in tensor.external_data}
        size += int(place.get("length", 0))
    return {"nodes": len(graph.node), "bytes": size}
