"""What a measurement of Settle's sampler holds for: the sampler's sources."""

import hashlib

from harness import places

SOURCES = places.ROOT / "Sources"
# The folders of SearchSamplers that are not of all samplers.
FOLDERS = {
    "gp": ("GaussianProcess", "LinearAlgebra"),
    "cmaes": ("EvolutionStrategy",),
    "tpe": ("ParzenEstimator",),
    "sobol": (),
    "random": (),
}


def settle(sampler):
    """`settle` and twelve digits of the hash of all code that proposes."""
    others = {name for names in FOLDERS.values() for name in names}
    others -= set(FOLDERS[sampler])
    paths = [
        path
        for path in (SOURCES / "SearchSamplers").rglob("*.swift")
        if path.parent.name not in others
    ]
    if sampler == "gp":
        paths += (SOURCES / "CMatrixKernels").rglob("*.[ch]")
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(str(path.relative_to(SOURCES)).encode() + b"\0")
        found.update(b"\n".join(_code(path)))
    return f"settle {found.hexdigest()[:12]}"


def _code(path):
    """The lines that are no comments."""
    lines = (line.strip() for line in path.read_bytes().splitlines())
    return [line for line in lines if line and not line.startswith(b"//")]
