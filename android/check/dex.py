"""The classes and methods that are defined in a dex file, read from its tables."""

import struct
from collections import namedtuple

Method = namedtuple("Method", "name parameters native")


def classes(data):
    """Class name, as in Java, to its methods."""
    if data[:4] != b"dex\n":
        raise ValueError("not a dex file")
    strings, types, protos, _, methods, defs = (struct.unpack_from("<II", data, at) for at in range(56, 104, 8))

    def string(index):
        at = struct.unpack_from("<I", data, strings[1] + 4 * index)[0]
        _, at = leb(data, at)
        return data[at : data.index(b"\0", at)].decode("utf-8", "replace")

    def type_name(index):
        return java(string(struct.unpack_from("<I", data, types[1] + 4 * index)[0]))

    def method(index, flags):
        _, proto, name = struct.unpack_from("<HHI", data, methods[1] + 8 * index)
        at = struct.unpack_from("<I", data, protos[1] + 12 * proto + 8)[0]
        count = struct.unpack_from("<I", data, at)[0] if at else 0
        parameters = [type_name(t) for t in struct.unpack_from(f"<{count}H", data, at + 4)] if at else []
        return Method(string(name), tuple(parameters), bool(flags & 0x100))

    found = {}
    for place in range(defs[0]):
        at = defs[1] + 32 * place
        name = type_name(struct.unpack_from("<I", data, at)[0])
        found[name] = []
        at = struct.unpack_from("<I", data, at + 24)[0]
        if at:
            sizes = []
            for _ in range(4):
                value, at = leb(data, at)
                sizes.append(value)
            for _ in range(2 * (sizes[0] + sizes[1])):
                _, at = leb(data, at)
            for size in sizes[2:]:
                index = 0
                for _ in range(size):
                    step, at = leb(data, at)
                    flags, at = leb(data, at)
                    _, at = leb(data, at)
                    index += step
                    found[name].append(method(index, flags))
    return found


def java(descriptor):
    """`Ljava/lang/String;` as `java.lang.String`, `[I` as `int[]`."""
    names = dict(V="void", Z="boolean", B="byte", S="short", C="char", I="int", J="long", F="float", D="double")
    element = descriptor.lstrip("[")
    name = element[1:-1].replace("/", ".") if element.startswith("L") else names[element]
    return name + "[]" * (len(descriptor) - len(element))


def leb(data, at):
    """A number of variable length, and where the next one begins."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
