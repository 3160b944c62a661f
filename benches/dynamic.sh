#!/usr/bin/env bash
# Dynamic pre-training of S and L over one set of weights, alternating and spread over the batch, against
# one run for each: the same steps, patches and rate, on the CPU. About 20 minutes on two idle cores.
#   benches/dynamic.sh PHOTOS VALIDATION_PHOTOS [STEPS]
set -euo pipefail
cd "$(dirname "$0")/.."
photos=$1 validate=$2 steps=${3:-600}
out=${OUT:-runs/dynamic}
cargo build -q --release --workspace --bin dynet-train --example compare_runs
train() {
    target/release/dynet-train pretrain --photos "$photos" --validate "$validate" \
        --steps "$steps" --checkpoint-every $((steps / 12)) --run "$@" >/dev/null
}
mkdir -p "$out"
train "$out/dynamic" --recipe edge-pretrain
sed 's/^turns = .*/turns = "spread"/; s/^parts = .*/parts = 4/' trainer/recipes/edge-pretrain.toml >"$out/spread.toml"
train "$out/spread" --recipe "$out/spread.toml"
train "$out/only-s" --recipe edge-pretrain --only 2,3,3,4
train "$out/only-l" --recipe edge-pretrain --only 4,6,6,8
target/release/examples/compare_runs "$out/dynamic.png" masked \
    dynamic="$out/dynamic" spread="$out/spread" alone="$out/only-s" alone="$out/only-l"
