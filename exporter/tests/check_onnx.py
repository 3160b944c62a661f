"""Checks every graph of a pack with onnx's own checker: python check_onnx.py PACK..."""

import pathlib
import sys

import onnx

for pack in sys.argv[1:]:
    graphs = sorted(pathlib.Path(pack).glob("*.onnx"))
    if not graphs:
        sys.exit(f"{pack} holds no graphs")
    for graph in graphs:
        # By path, so that the external tensors are looked up as well.
        onnx.checker.check_model(str(graph), full_check=True)
        said = {p.key: p.value for p in onnx.load(graph, load_external_data=False).metadata_props}
        # Graphs of earlier versions say "licence".
        missing = {"network", "pack", "variant", "reuse", "version", "license"} - {key.replace("licence", "license") for key in said}
        if missing:
            sys.exit(f"{graph} does not say its {', '.join(sorted(missing))}")
        print(f"{graph}: ok")
