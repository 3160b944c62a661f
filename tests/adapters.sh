#!/bin/sh
# An adapter's life through the programs, as docs/src/guides/adapters.md tells it: take the network out of a pack,
# adapt it, add the adapter, restore with it, remove it. Built programs are expected in target/release.
set -eu
cd "$(dirname "$0")/.."
bin=${CARGO_TARGET_DIR:-target}/release
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp -r packs/default "$work/pack"
"$bin/dynet-export" weights "$work/pack" -o "$work/base.safetensors"
"$bin/dynet-train" adapt --base "$work/base.safetensors" --task jpeg --photos photos/clean \
    --run "$work/run" --steps 4 --batch 2 --patch 32
"$bin/dynet-export" add "$work/pack" --adapter "$work/run/adapter.safetensors" --name jpeg

restore() { "$bin/dynet" restore photos/clean/hazy.jpg --pack "$work/pack" --variant s "$@"; }
restore -o "$work/before.png" --task none
restore -o "$work/jpeg.png" --task jpeg
"$bin/dynet" info "$work/pack" | grep -q jpeg
"$bin/dynet-export" remove "$work/pack" jpeg
restore -o "$work/after.png"

cmp "$work/before.png" "$work/after.png"
if cmp -s "$work/before.png" "$work/jpeg.png"; then
    echo "the adapter changed nothing" >&2
    exit 1
fi
if restore -o "$work/gone.png" --task jpeg; then
    echo "the removed task is still there" >&2
    exit 1
fi
# The manifest is written anew; every other file is the shipped one, and no file is left over.
for file in "$work"/pack/*; do
    [ "$(basename "$file")" = pack.json ] || cmp "$file" "packs/default/$(basename "$file")"
done
