#!/usr/bin/env bash
# From trained weights to everything that is shipped: the default pack, the mobile pack and both add-ons, each measured and
# its tables filled in. The add-ons are trained anew: an adapter works on its own base alone.
#     packs/ship.sh WEIGHTS.safetensors OPEN_PHOTOS SETS RUNS
# OPEN_PHOTOS is what `photos/fetch-photos.sh` wrote; SETS is as for `measure/measure.sh`; RUNS takes what lies between.
# About half an hour on two cores. It writes over packs/ before the figures are known: read them, and run `measure/harm.py` on
# clean photos, before these are committed. What the cards say in words, and the sheet, are left to whoever ships.
set -euo pipefail
cd "$(dirname "$0")/.."
weights=$1 open=$2 sets=$3 runs=$4
variants=(--variant s=1,1,1,2 --variant m=1,2,2,3 --variant l=2,3,3,4 --degradations noise,rain,haze,jpeg)
export=target/release/dynet-export

cargo build -q --release --workspace --bins
target/release/dynet setup-ort
mkdir -p "$runs"

# Exported apart and copied over, so that the card's pictures stay. The default pack is exported twice: its quality is
# measured on the first and recorded in the second.
pack() {
    local name=$1
    shift
    rm -rf "$runs/$name"
    "$export" pack --weights "$weights" "${variants[@]}" --photos photos/clean --card "packs/$name/CARD.md" -o "$runs/$name" "$@"
    rm -f "packs/$name/"*.onnx "packs/$name/"*.bin
    cp "$runs/$name/"* "packs/$name/"
}

default=(default --name dynet-edge)
pack "${default[@]}"
packs/measure/measure.sh default "$sets" "$runs/default.jsonl" | tee "$runs/luma.txt"
packs/measure/tables.py default "$runs/default.jsonl" packs/default/CARD.md docs/src/reference/measured.md
pack "${default[@]}" --quality "$runs/default.jsonl"

pack mobile --name dynet-edge-mobile --target mobile:256,cpu --precision fp16,int8 --calibrate "$open/val"
packs/measure/measure.sh mobile "$sets" "$runs/mobile.jsonl"
packs/measure/tables.py mobile "$runs/mobile.jsonl" "$runs/default.jsonl" packs/mobile/CARD.md

for task in camera-noise deblur; do
    target/release/dynet-train adapt --base "$weights" --task "$task" --photos "$open/train" --validate "$open/val" \
        --run "$runs/$task" --recipe edge-pack-muon --steps 1000 --batch 4 --patch 64 --learning-rate 2e-3
    card=$runs/$task.CARD.md
    cp "packs/$task/$task.CARD.md" "$card"
    add() {
        rm -rf "packs/$task"
        "$export" add packs/default --adapter "$runs/$task/adapter.safetensors" --name "$task" --card "$card" \
            --photos photos/clean -o "packs/$task" "$@"
    }
    add
    packs/measure/measure.sh "$task" "$sets" "$runs/$task.jsonl"
    packs/measure/tables.py add-on "$runs/$task.jsonl" "$card"
    add --quality <(grep -v '"adapter":null' "$runs/$task.jsonl")
done
