"""What a step costs in dense products alone, with NumPy's own OpenBLAS.

For a batch of B trials on n0-n1-...: the product [B, n_k] x [n_k, n_k+1]
upward for every matrix, and downward to every layer but the clamped input.
No neuron is updated: nothing that multiplies densely can be faster.
"""

import ctypes
import functools
import pathlib
import time

import numpy as np

import worker


@functools.lru_cache(maxsize=4)
def products(sizes, batch, precision):
    """[(signals, weights, result)], allocated once."""
    generator = np.random.default_rng(1)
    signals = [
        (generator.random((batch, size)) > 0.5).astype(precision)
        for size in sizes
    ]
    weights = [
        generator.standard_normal(shape).astype(precision)
        for shape in zip(sizes, sizes[1:])
    ]
    pairs = [(signals[k], weights[k]) for k in range(len(weights))]
    pairs += [(signals[k + 1], weights[k].T) for k in range(1, len(weights))]
    return [(q, w, np.empty((batch, w.shape[1]), precision)) for q, w in pairs]


def library():
    """OpenBLAS's name, its version, the processor it chose code for."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    core = "code path unknown"
    folder = pathlib.Path(np.__file__).parent.parent / "numpy.libs"
    for file in folder.glob("libscipy_openblas*"):
        get_name = getattr(
            ctypes.CDLL(str(file)), "scipy_openblas_get_corename64_", None
        )
        if get_name is not None:
            get_name.restype = ctypes.c_char_p
            core = get_name().decode()
    return f"NumPy {np.__version__}, {blas['name']} {blas['version']} ({core})"


def answer(request):
    if request.get("identify"):
        return {"library": library()}
    step = products(
        tuple(request["layers"]), request["batch"], request["precision"]
    )
    start = time.perf_counter()
    for _ in range(request["steps"]):
        for signals, weights, result in step:
            np.matmul(signals, weights, out=result)
    return {"seconds": time.perf_counter() - start}


if __name__ == "__main__":
    worker.serve(answer)
