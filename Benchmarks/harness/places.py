"""Where things are, relative to the repository."""

import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
PEERS = ROOT / "Benchmarks" / "peers"
BUILD = ROOT / ".build-bench"
ENGINE = BUILD / "swift" / "release" / "EngineBenchmark"
KERNELS = BUILD / "kernels"
SETTLE = ROOT / ".build" / "release" / "settle"
# The command of an earlier commit, which `make bench-tools` builds from git.
BEFORE_COMMIT = "b3bc046"
BEFORE_ROOT = BUILD / BEFORE_COMMIT
BEFORE = BEFORE_ROOT / ".build" / "release" / "settle"
PAPER_STUDY = ROOT / "studies" / "paper-5000.yaml"
# MNIST's four files, where `settle mnist fetch` puts them.
DIGITS = ROOT / os.environ.get("SETTLE_DATA", "data/mnist")
TRAINING_TESTS = ROOT / "Tests" / "EquilibriumPropagationTests"
TRAINING_ORACLE = TRAINING_TESTS / "Fixtures" / "training.json"
RESULTS = ROOT / "results" / "benchmarks"
QUICK_RESULTS = BUILD / "quick"
