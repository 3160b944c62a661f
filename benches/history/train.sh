#!/usr/bin/env bash
# Trains weights for the default pack in six stages, a little over four hours on two CPU cores:
#
#     benches/history/train.sh OPEN_PHOTOS RUNS
#
# OPEN_PHOTOS is what packs/photos/fetch-photos.sh writes. The photos go to RUNS/photos, each stage to a folder of its
# own, and the final weights are RUNS/last/weights.safetensors. A finished stage is skipped; a stopped one is resumed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 2 ] || { echo "usage: $0 OPEN_PHOTOS RUNS" >&2; exit 2; }
runs=$2
train=${TRAIN:-$here/../../target/release/dynet-train}
"$here/photos.sh" "$1" "$runs/photos"

start=()
for stage in edge end more muon even last; do
    recipe=edge-pack-$stage
    [ "$stage" != edge ] || recipe=edge-pack
    run=$runs/$stage
    [ ! -d "$run" ] || start=(--resume)
    if [ ! -f "$run/weights.safetensors" ]; then
        "$train" finetune --recipe "$recipe" --photos "$runs/photos/train" --validate "$runs/photos/val" --run "$run" "${start[@]}"
    fi
    start=(--start "$run/weights.safetensors")
done
