#!/usr/bin/env bash
# Dynamic pre-training of S and L over one set of weights, against one run for each: the same steps,
# patches and rate, on the CPU. About 15 minutes on two idle cores.
#   benches/dynamic.sh PHOTOS VALIDATION_PHOTOS [STEPS]
set -euo pipefail
cd "$(dirname "$0")/.."
photos=$1 validate=$2 steps=${3:-600}
out=${OUT:-runs/dynamic}
cargo build -q --release --workspace --bin dynet-train --example compare_runs
train() {
    target/release/dynet-train pretrain --recipe edge-pretrain --photos "$photos" --validate "$validate" \
        --steps "$steps" --checkpoint-every $((steps / 12)) --run "$@" >/dev/null
}
train "$out/dynamic"
train "$out/only-s" --only 2,3,3,4
train "$out/only-l" --only 4,6,6,8
target/release/examples/compare_runs "$out/dynamic.png" masked \
    dynamic="$out/dynamic" alone="$out/only-s" alone="$out/only-l"
