"""What an arm64 shared library exports, needs, and how its parts are aligned."""

import struct
from collections import namedtuple

Library = namedtuple("Library", "machine exports needed soname alignment")


def read(data):
    """Reads a 64-bit little-endian shared library."""
    if data[:6] != b"\x7fELF\x02\x01":
        raise ValueError("not a 64-bit little-endian ELF file")
    machine = struct.unpack_from("<H", data, 18)[0]
    start, count = struct.unpack_from("<Q", data, 32)[0], struct.unpack_from("<H", data, 56)[0]
    parts = [struct.unpack_from("<IIQQQQQQ", data, start + 56 * part) for part in range(count)]
    loads = [part for part in parts if part[0] == 1]

    def place(address):
        for _, _, offset, virtual, _, size, _, _ in loads:
            if virtual <= address < virtual + size:
                return offset + address - virtual
        raise ValueError("an address outside the file")

    dynamic = next(part for part in parts if part[0] == 2)
    entries = [struct.unpack_from("<QQ", data, at) for at in range(dynamic[2], dynamic[2] + dynamic[5], 16)]
    tag = dict(reversed(entries))
    names = place(tag[5])

    def string(at):
        return data[names + at : data.index(b"\0", names + at)].decode()

    sections, size, count = struct.unpack_from("<Q", data, 40)[0], *struct.unpack_from("<HH", data, 58)
    headers = [struct.unpack_from("<IIQQQQ", data, sections + size * part) for part in range(count)]
    _, _, _, _, symbols, length = next(part for part in headers if part[1] == 11)
    exports = []
    for at in range(symbols, symbols + length, 24):
        name, info, _, section = struct.unpack_from("<IBBH", data, at)
        if section and info >> 4 in (1, 2):
            exports.append(string(name))
    needed = [string(value) for key, value in entries if key == 1]
    soname = string(tag[14]) if 14 in tag else None
    return Library(machine, exports, needed, soname, min(part[7] for part in loads))
