#!/bin/sh
# Collects the photos that the default pack is trained on, on any Debian 12 machine:
#
#     packs/photos/fetch-photos.sh DIR
#
# writes DIR/train/*.png, DIR/val/*.png and DIR/test/*.png. Which photos, by whom and under which license
# is in photos.tsv (PHOTOS.md is the same as a table to read). Nothing is installed on the system.
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

# apt-get for another Debian release (by its name) on the mirror that this machine uses; the lists of
# that release are kept in $work, those of the system stay as they are.
apt_get_of() {
    release=$1
    shift
    apt-get -qq -o APT::Sandbox::User=root -o Acquire::Languages=none \
        -o Dir::Etc::SourceList="$work/$release.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State::Lists="$work/$release/lists" -o Dir::Cache="$work/$release/cache" "$@"
}
mirror=$(apt-get indextargets --format '$(CODENAME) $(REPO_URI)' | sed -n 's/^bookworm //p' | head -n 1)
keys=/usr/share/keyrings/debian-archive-keyring.gpg

# One folder for each package named in the second column ("deb:NAME", "deb/RELEASE:NAME" or "pip:NAME").
cut -f2 "$here/photos.tsv" | grep : | sort -u | while IFS=: read -r kind name; do
    echo "fetching $kind package $name"
    mkdir -p "$work/files/$name" "$work/get/$name"
    cd "$work/get/$name"
    case $kind in
    deb)
        apt-get -o APT::Sandbox::User=root download -qq "$name"
        dpkg -x ./*.deb "$work/files/$name"
        ;;
    deb/*)
        release=${kind#deb/}
        if [ ! -d "$work/$release" ]; then
            mkdir -p "$work/$release/lists/partial" "$work/$release/cache/archives/partial"
            echo "deb [signed-by=$keys] $mirror $release main" > "$work/$release.list"
            apt_get_of "$release" update
        fi
        apt_get_of "$release" download "$name"
        dpkg -x ./*.deb "$work/files/$name"
        ;;
    pip)
        "$work/venv/bin/pip" download --quiet --no-deps --only-binary=:all: "$name"
        python3 -m zipfile -e ./*.whl "$work/files/$name"
        ;;
    esac
done

"$work/venv/bin/python" "$here/fetch_photos.py" "$work/files" "$out"
