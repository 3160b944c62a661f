#!/usr/bin/env bash
# Picks the photos that the default pack and its add-ons were trained on:
#
#     benches/history/photos.sh OPEN_PHOTOS OUT
#
# OPEN_PHOTOS is what packs/photos/fetch-photos.sh writes. Links 121 photos into OUT/train and the ten that were
# held out into OUT/val, as photos.txt lists them.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 2 ] || { echo "usage: $0 OPEN_PHOTOS OUT" >&2; exit 2; }
open=$(cd "$1" && pwd) out=$2
mkdir -p "$out/train" "$out/val"
while read -r part name; do
    photo=$open/$part/$name.png
    [ -f "$photo" ] || { echo "$0: $photo is missing" >&2; exit 1; }
    ln -sf "$photo" "$out/$part/"
done <"$here/photos.txt"
