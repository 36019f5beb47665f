"""Several processes on one study beside one process with as many threads."""

import json
import os
import pathlib
import subprocess
import tempfile
import time

from harness import places, settle
from harness.tables import spread, table

PROCESSES = 4
TOP = 50


def run(log, quick):
    """{kind: (ratio, whether the best and their values are equal)}"""
    rounds = 1 if quick else 3
    trials, steps = (1000, 500) if quick else (5000, 2000)
    kinds = {}
    with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
        study = settle.paper_study(folder, trials, steps)
        for kind, flags in (("every trial", []), ("lossless", ["--keep", TOP])):
            best = {}

            def measure(count):
                seconds, best[count] = _search(study, count, flags)
                return seconds, trials

            taken = log.take_turns(
                f"processes, {kind}",
                {
                    "one process": lambda: measure(1),
                    f"{PROCESSES} processes": lambda: measure(PROCESSES),
                },
                rounds,
                warm_up=False,
                unit="trial",
            )
            ratio = taken["one process"].times_slower_than(
                taken[f"{PROCESSES} processes"]
            )
            kinds[kind] = (ratio, best[1] == best[PROCESSES])
    return kinds


def _search(study, processes, flags):
    """Seconds until the last process has ended, and the best in the end."""
    with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
        storage = pathlib.Path(folder) / "studies.sqlite"
        threads = os.cpu_count() if processes == 1 else 1
        command = [places.SETTLE, "run", study, "--storage", storage]
        command += ["--threads", threads, *flags]
        command = [str(part) for part in command]
        start = time.perf_counter()
        running = [
            subprocess.Popen(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
            )
            for _ in range(processes)
        ]
        for process in running:
            _, errors = process.communicate()
            if process.returncode != 0:
                raise SystemExit(f"settle run: {errors.decode()}")
        seconds = time.perf_counter() - start
        stored = json.loads(
            subprocess.run(
                [str(places.SETTLE), "studies", "-f", "json"]
                + ["--storage", str(storage)],
                check=True,
                capture_output=True,
            ).stdout
        )
        name = stored[0]["name"]
        best = subprocess.run(
            [str(places.SETTLE), "best", name, "--top", str(TOP)]
            + ["-f", "json", "--storage", str(storage)],
            check=True,
            capture_output=True,
        ).stdout
    return seconds, best


def checks(kinds):
    return [
        (
            f"{PROCESSES} processes, {kind}: the best {TOP} and their values "
            "are those of one process, byte for byte",
            equal,
        )
        for kind, (_, equal) in kinds.items()
    ]


def report(kinds):
    return (
        f"## {PROCESSES} processes of one thread on one study\n\nTime of one "
        f"process with a thread for each of {os.cpu_count()} cores, over "
        f"theirs: above 1 they are quicker.\n\n"
        + table(
            ["", "median", "lowest to highest"],
            [[kind, *spread(ratio)] for kind, (ratio, _) in kinds.items()],
        )
    )
