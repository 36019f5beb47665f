"""MNIST's training file, as the paper's split has it."""

import functools
import gzip
import pathlib

import numpy as np

# Of the training file's 60,000 images, the others test.
TRAINING_IMAGES = 50_000


@functools.lru_cache(maxsize=1)
def training_file(folder):
    """Levels [image][pixel] as bytes, and labels [image]."""
    levels = _values(folder, "train-images-idx3-ubyte", header=16)
    return levels.reshape(-1, 784), _values(
        folder, "train-labels-idx1-ubyte", header=8
    )


def _values(folder, name, header):
    """What follows the header of an IDX file, plain or gzip."""
    path = pathlib.Path(folder) / name
    if path.exists():
        content = path.read_bytes()
    else:
        content = gzip.decompress(path.with_name(f"{name}.gz").read_bytes())
    return np.frombuffer(content, np.uint8, offset=header)


@functools.lru_cache(maxsize=1)
def split(folder, precision):
    """(states [image][pixel], labels) to train on, and the same to test."""
    levels, labels = training_file(folder)
    states = levels.astype(precision) / 256
    border = TRAINING_IMAGES
    return (states[:border], labels[:border]), (
        states[border:],
        labels[border:],
    )
