#!/usr/bin/env bash
# Measures a shipped pack on whole sets, as its card's tables have it:
#     packs/measure/measure.sh default SETS OUT.jsonl
#     packs/measure/measure.sh mobile SETS OUT.jsonl
#     packs/measure/measure.sh camera-noise SETS OUT.jsonl      # or deblur: an add-on, with it and without
# SETS holds cbsd68, kodak24, rain100l, sots_indoor and sots_outdoor. `tables.py` writes the tables; rain in brightness alone
# is printed. The default pack takes about ten minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/../.."
what=$1 sets=$2 out=$3
default=packs/default

measure() {
    target/release/dynet eval "$@" --json
}

: >"$out"
case $what in
default)
    for variant in s m l; do
        row() { measure "$default" --variant "$variant" --data "$sets/$1" "${@:2}"; }
        {
            row kodak24 --sigma 15,25,50
            row rain100l
            row sots_outdoor
            row sots_indoor
            row kodak24 --degrade jpeg-10,jpeg-20,jpeg-40
            row cbsd68 --sigma 15,25,50
            row cbsd68 --degrade denoise-float-15,denoise-float-25,denoise-float-50
        } >>"$out"
        echo "rain100l in brightness alone: $(row rain100l --luma)"
    done
    ;;
mobile)
    for precision in fp16 int8; do
        for variant in s m l; do
            for set in kodak24 rain100l; do
                measure packs/mobile --precision "$precision" --variant "$variant" --data "$sets/$set" --sigma 15,25,50 |
                    sed "s/^{/{\"precision\":\"$precision\",/" >>"$out"
            done
        done
    done
    ;;
camera-noise | deblur)
    levels=camera-noise-100,camera-noise-200,camera-noise-400,camera-noise-1000 one=camera-noise-200
    [ "$what" = camera-noise ] || { levels=deblur-1,deblur-1.5,deblur-2,deblur-3 one=deblur-2; }
    for task in none "$what"; do
        row() { measure "$default" --add-on "packs/$what" --task "$task" --data "$sets/$1" "${@:2}" >>"$out"; }
        row kodak24 --variant s --degrade "$levels"
        row kodak24 --variant l --degrade "$levels"
        row cbsd68 --variant s --degrade "$one"
    done
    ;;
*)
    echo "what to measure is default, mobile, camera-noise or deblur, not $what" >&2
    exit 2
    ;;
esac
