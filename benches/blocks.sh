#!/usr/bin/env bash
# Trains the photo network with different blocks (benches/blocks/*.toml), each from random weights, on the same photos, by
# the same recipe, on one core and for the same CPU time.
#   benches/blocks.sh PHOTOS VALIDATION_PHOTOS [CPU_SECONDS] [SEED]
# Prints a table and draws `blocks.png`.
set -euo pipefail
cd "$(dirname "$0")/.."
photos=$1 validate=$2 budget=${3:-3600} seed=${4:-1}
out=${OUT:-runs/blocks}
train=${TRAIN:-target/release/dynet-train}
. benches/same_time.sh

[ -n "${TRAIN:-}" ] || cargo build -q --release --workspace --bin dynet-train --example race_table
mkdir -p "$out"
export RAYON_NUM_THREADS=1
runs=()
for block in ${BLOCKS:-benches/blocks/*.toml}; do
    name=$(basename "$block" .toml)-$seed
    cat benches/blocks.toml "$block" >"$out/$name.toml"
    validation=(--validate "$validate")
    run "$name" "$train" finetune --recipe "$out/$name.toml" --photos "$photos" --device cpu:1 --seed "$seed"
    runs+=("$name=$out/$name")
done
"${TABLE:-target/release/examples/race_table}" "$out/blocks.png" "${runs[@]}"
