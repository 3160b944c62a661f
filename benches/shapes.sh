#!/usr/bin/env bash
# Shapes of DyNet (benches/shapes/*.toml) trained from nothing on the same photos, by the same recipe and for the same
# CPU time: the stem, the width and the reuse vectors; and NAFNet beside them.
#   benches/shapes.sh PHOTOS VALIDATION_PHOTOS [CPU_SECONDS]
# Prints a table and draws `shapes.png`.
set -euo pipefail
cd "$(dirname "$0")/.."
photos=$1 validate=$2 budget=${3:-250}
out=${OUT:-runs/shapes}
train=${TRAIN:-target/release/dynet-train}
. benches/same_time.sh

[ -n "${TRAIN:-}" ] || cargo build -q --release --workspace --bin dynet-train --example race_table
mkdir -p "$out"
runs=()
for shape in benches/shapes/*.toml; do
    name=$(basename "$shape" .toml)
    cat benches/shapes.toml "$shape" >"$out/$name.toml"
    validation=(--validate "$validate")
    run "$name" "$train" finetune --recipe "$out/$name.toml" --photos "$photos"
    runs+=("$name=$out/$name")
done
target/release/examples/race_table "$out/shapes.png" "${runs[@]}"
