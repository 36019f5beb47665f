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
    """`settle` and twelve digits of the hash of all that proposes."""
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
        found.update(path.read_bytes())
    return f"settle {found.hexdigest()[:12]}"
