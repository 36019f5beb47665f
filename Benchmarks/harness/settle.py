"""Runs the `settle` command, timed from process start to printed result."""

import dataclasses
import json
import pathlib
import subprocess
import tempfile
import time

from harness import places


@dataclasses.dataclass(frozen=True)
class Search:
    seconds: float
    # The trials printed, best first, as `settle run -f json` prints them.
    best: list


def run(study, *flags):
    """A search of `study`, a file, from nothing."""
    with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
        storage = pathlib.Path(folder) / "studies.sqlite"
        command = [places.SETTLE, "run", study, "--storage", storage]
        start = time.perf_counter()
        done = subprocess.run(
            [*map(str, command), "-f", "json", *flags],
            capture_output=True,
            text=True,
        )
        seconds = time.perf_counter() - start
    if done.returncode != 0:
        raise SystemExit(f"settle run: exit {done.returncode}\n{done.stderr}")
    return Search(seconds, json.loads(done.stdout))


def train(epochs):
    """Seconds of a binary training run with the paper's schedules."""
    with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
        command = [places.SETTLE, "train", "--no-continuous", "--seeds", "1234"]
        command += ["--epsilon", "0.843/t^0.0923", "--lambda", "0.832/t^0.584"]
        command += ["--epochs", epochs, "--data", places.DIGITS]
        command += ["--storage", pathlib.Path(folder) / "studies.sqlite"]
        start = time.perf_counter()
        done = subprocess.run(
            list(map(str, command)), capture_output=True, text=True
        )
        seconds = time.perf_counter() - start
    if done.returncode != 0:
        raise SystemExit(
            f"settle train: exit {done.returncode}\n{done.stderr}"
        )
    return seconds


def paper_study(folder, trials, steps):
    """A copy of the paper's study, with as many trials of as many steps."""
    text = places.PAPER_STUDY.read_text()
    for old, new in [
        ("trials: 5000", f"trials: {trials}"),
        ("steps: 10000", f"steps: {steps}"),
    ]:
        if text.count(old) != 1:
            raise SystemExit(
                f"{places.PAPER_STUDY.name} has no single '{old}'"
            )
        text = text.replace(old, new)
    path = pathlib.Path(folder) / f"paper-{trials}-{steps}.yaml"
    path.write_text(text)
    return path
