"""Asks ONNX Runtime's own checkers how a phone's accelerator would run graphs.

    python3 check_mobile.py [--venvs FOLDER] GRAPH.onnx... | PACK...

Prints one line a graph and accelerator: partitions, and nodes taken of nodes. Of a pack, the
graphs for mobile targets are checked. Exits with 1 unless all are one partition with all nodes.

The checker for NNAPI is that of onnxruntime 1.20.1, the last that had one; the one for CoreML is
that of 1.31.1. Both go into virtual environments of their own in FOLDER (target/mobile unless
given), made the first time.
"""

import argparse
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHECKERS = {
    "nnapi": ["onnxruntime==1.20.1", "onnx==1.16.2", "numpy==2.2.6"],
    "coreml": ["onnxruntime==1.31.1", "onnx==1.22.0", "numpy==2.2.6"],
}


def environment(folder, packages):
    """The Python that has `packages`."""
    python = folder / "bin/python"
    if not (folder / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
        (folder / "ready").touch()
    return python


def check(accelerator, graph):
    """What this environment's checker says, as it would to `check_onnx_model_mobile_usability`."""
    import tempfile

    import onnx
    from onnxruntime.tools.mobile_helpers import usability_checker as checker
    from onnxruntime.tools.onnx_model_utils import ModelProtoWithShapeInfo, optimize_model

    with tempfile.TemporaryDirectory() as folder:
        # The checker writes an optimised copy without its weights' file beside it.
        whole = pathlib.Path(folder) / "whole.onnx"
        onnx.save(onnx.load(graph), whole)
        smaller = pathlib.Path(folder) / "optimised.onnx"
        optimize_model(whole, smaller)
        model = ModelProtoWithShapeInfo(smaller).model_with_shape_info
        if accelerator == "nnapi":
            found = checker.check_nnapi_partitions(model, require_fixed_input_sizes=True)
        else:
            lists = "coreml_supported_mlprogram_ops.md"
            found = checker.check_coreml_partitions(model, True, lists)
    return {
        "partitions": found.num_partitions,
        "taken": found.num_supported_nodes,
        "nodes": found.num_nodes,
        "refused": sorted(found.unsupported_ops),
    }


def graphs(path):
    if not path.is_dir():
        return [path]
    found = sorted(path.glob("*.mobile-*.onnx"))
    if not found:
        sys.exit(f"{path} holds no graph for a mobile target")
    return found


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    parser.add_argument("--venvs", type=pathlib.Path, default=ROOT / "target/mobile")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        print(json.dumps(check(options.worker, options.paths[0])))
        return
    whole = True
    for accelerator, packages in CHECKERS.items():
        python = environment(options.venvs / accelerator, packages)
        for graph in (graph for path in options.paths for graph in graphs(path)):
            words = [python, __file__, "--worker", accelerator, graph]
            output = subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout
            found = json.loads(output.splitlines()[-1])
            refused = ", ".join(found["refused"]) or "nothing"
            print(
                f"{graph.name} {accelerator}: {found['partitions']} partitions, "
                f"{found['taken']} of {found['nodes']} nodes, refused: {refused}",
                flush=True,
            )
            whole &= found["partitions"] == 1 and found["taken"] == found["nodes"]
    sys.exit(not whole)


if __name__ == "__main__":
    main()
