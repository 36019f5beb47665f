"""What a measurement of Settle's sampler holds for: the sampler's sources."""

import hashlib

from harness import places

SOURCES = places.ROOT / "Sources" / "SearchSamplers"
# The folders of one sampler each; the others are of all.
FOLDERS = {
    "gp": ("GaussianProcess",),
    "cmaes": ("EvolutionStrategy",),
    "tpe": ("ParzenEstimator",),
    "auto": ("GaussianProcess", "EvolutionStrategy", "ParzenEstimator", "Automatic"),
    "sobol": (),
    "random": (),
}


def settle(sampler):
    """`settle` and twelve digits of the hash of all that proposes."""
    others = {name for names in FOLDERS.values() for name in names}
    others -= set(FOLDERS[sampler])
    found = hashlib.sha256()
    for path in sorted(SOURCES.rglob("*.swift")):
        place = path.relative_to(SOURCES)
        if place.parts[0] not in others:
            found.update(str(place).encode() + b"\0" + path.read_bytes())
    return f"settle {found.hexdigest()[:12]}"
