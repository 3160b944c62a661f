#!/bin/sh
# Collects the photos that the default pack is trained on, on any Debian 12 machine:
#
#     packs/photos/fetch-photos.sh DIR
#
# writes DIR/train/*.png and DIR/val/*.png. Which photos, by whom and under which licence is in
# photos.tsv (PHOTOS.md is the same as a table to read). Nothing is installed on the system.
# Needs: apt-get with fresh package lists (`apt-get update`), dpkg, python3 with venv and pip.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 2; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pillow

# One folder for each package named in the second column ("deb:NAME" or "pip:NAME").
cut -f2 "$here/photos.tsv" | grep : | sort -u | while IFS=: read -r kind name; do
    echo "fetching $kind package $name"
    mkdir -p "$work/files/$name" "$work/get/$name"
    cd "$work/get/$name"
    case $kind in
    deb)
        apt-get -o APT::Sandbox::User=root download -qq "$name"
        dpkg -x ./*.deb "$work/files/$name"
        ;;
    pip)
        "$work/venv/bin/pip" download --quiet --no-deps --only-binary=:all: "$name"
        python3 -m zipfile -e ./*.whl "$work/files/$name"
        ;;
    esac
done

"$work/venv/bin/python" "$here/fetch_photos.py" "$work/files" "$out"
