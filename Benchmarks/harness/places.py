"""Where things are, relative to the repository."""

import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
PEERS = ROOT / "Benchmarks" / "peers"
BUILD = ROOT / ".build-bench"
ENGINE = BUILD / "swift" / "release" / "EngineBenchmark"
KERNELS = BUILD / "kernels"
SETTLE = ROOT / ".build" / "release" / "settle"
PAPER_STUDY = ROOT / "studies" / "paper-5000.yaml"
RESULTS = ROOT / "results" / "benchmarks"
QUICK_RESULTS = BUILD / "quick"
