"""Runs the `settle` command, timed from process start to its end."""

import dataclasses
import json
import os
import pathlib
import subprocess
import tempfile
import time

from harness import places


@dataclasses.dataclass(frozen=True)
class Finished:
    """A process that has ended well."""

    seconds: float
    # The most memory that it had resident at once.
    peak_bytes: int
    output: str


@dataclasses.dataclass(frozen=True)
class Search:
    seconds: float
    peak_bytes: int
    # The trials printed, best first, as `settle run -f json` prints them.
    best: list


def command(*arguments, program=places.SETTLE, keeps_output=True):
    """A run of the program, to its end."""
    words = [str(word) for word in (program, *arguments)]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            words,
            stdout=output if keeps_output else subprocess.DEVNULL,
            stderr=errors,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (output, errors):
            file.seek(0)
            texts.append(file.read().decode())
    if process.returncode != 0:
        raise SystemExit(
            f"{program} {words[1]}: exit {process.returncode}\n{texts[1]}"
        )
    # Linux counts in KiB, macOS in bytes.
    unit = 1024 if os.uname().sysname == "Linux" else 1
    return Finished(seconds, usage.ru_maxrss * unit, texts[0])


def run(study, *flags, program=places.SETTLE):
    """A search of `study`, a file, from nothing."""
    with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
        storage = pathlib.Path(folder) / "studies.sqlite"
        done = command(
            *("run", study, "--storage", storage, "-f", "json", *flags),
            program=program,
        )
    return Search(done.seconds, done.peak_bytes, json.loads(done.output))


def train(epochs, program=places.SETTLE):
    """A binary training run with the paper's schedules."""
    with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
        words = ["train", "--no-continuous", "--seeds", "1234"]
        words += ["--epsilon", "0.843/t^0.0923", "--lambda", "0.832/t^0.584"]
        words += ["--epochs", epochs, "--data", places.DIGITS]
        words += ["--storage", pathlib.Path(folder) / "studies.sqlite"]
        return command(*words, program=program)


def copied_study(study, folder, trials, steps):
    """A copy of a study of 5,000 trials of 10,000 steps, with others."""
    text = study.read_text()
    for old, new in [
        ("trials: 5000", f"trials: {trials}"),
        ("steps: 10000", f"steps: {steps}"),
    ]:
        if text.count(old) != 1:
            raise SystemExit(f"{study.name} has no single '{old}'")
        text = text.replace(old, new)
    path = pathlib.Path(folder) / f"{study.stem}-{trials}-{steps}.yaml"
    path.write_text(text)
    return path


def paper_study(folder, trials, steps):
    """A copy of the paper's study, with as many trials of as many steps."""
    return copied_study(places.PAPER_STUDY, folder, trials, steps)
