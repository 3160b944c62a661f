#!/usr/bin/env python3
"""Races every network at full width: parameters, multiply-accumulates, time and memory at 256x256.

    python3 benches/race.py [--networks paper,restormer] [--runs 3] [--threads 2]

Each network gets fresh weights, becomes a pack, is checked on ONNX Runtime, and is timed by `dynet bench`
on ONNX Runtime and on tract, each in a process of its own. Run it on an idle machine; it takes about
half an hour on two cores, and 2 GB of disk while it runs. Needs `cargo build --release --workspace
--bins --example full_width` and nothing but Python's standard library.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

PROGRAMS = pathlib.Path(__file__).resolve().parent.parent / "target/release"
NETWORKS = [
    "paper", "promptir", "restormer", "nafnet", "maxim", "origin-conv", "airnet",
    "constyle-conv", "constyle-nafnet", "constyle-restormer", "constyle-maxim",
]
# A DyNet is one set of weights and two depths.
VARIANTS = {"paper": ["--variant", "s=2,3,3,4", "--variant", "l=4,6,6,8"]}
SIDE = 256


def run(program, *words):
    """What a program says, or the last line of its complaint."""
    done = subprocess.run([PROGRAMS / program, *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return done.stdout


def bench(pack, variant, engine, options):
    words = ["--variant", variant, "--backend", engine, "--tile", SIDE, "--runs", options.runs, "--json"]
    line = json.loads(run("dynet", "bench", pack, *words, "--threads", options.threads))
    return f"{line['p50_ms']:.0f} | {line['prepare_ms']:.0f} | {line['peak_rss_mb']:.0f}"


def race(network, folder, options):
    weights, pack = folder / "weights.safetensors", folder / "pack"
    run("examples/full_width", weights, network)
    words = VARIANTS.get(network, [])
    run("dynet-export", "pack", "--weights", weights, *words, "--engine", "ort", "-o", pack)
    weights.unlink()
    manifest = json.loads((pack / "pack.json").read_text())
    for variant in manifest["variants"]:
        name = variant["name"]
        title = f"DyNet-{name.upper()}" if network == "paper" else network
        macs = variant["macs_per_pixel"] * SIDE * SIDE / 1e9
        row = f"| {title} | {variant['parameters'] / 1e6:.2f} | {macs:.1f}"
        for engine in ["ort", "tract"]:
            try:
                row += f" | {bench(pack, name, engine, options)}"
            except RuntimeError as error:
                print(f"{network} on {engine}: {error}", file=sys.stderr)
                row += " | cannot | | "
        print(row + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--networks", default=",".join(NETWORKS))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    print("| network | values, M | GMAC | ONNX Runtime, ms | prepare | peak MB | tract, ms | prepare | peak MB |")
    print("|---|---|---|---|---|---|---|---|---|")
    for network in options.networks.split(","):
        with tempfile.TemporaryDirectory() as folder:
            try:
                race(network, pathlib.Path(folder), options)
            except RuntimeError as error:
                print(f"| {network} | {error} | | | | | | | |", flush=True)


if __name__ == "__main__":
    main()
