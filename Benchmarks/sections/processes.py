"""Several processes on one study beside one process with a thread for each core."""

import json
import os
import pathlib
import resource
import subprocess
import tempfile
import time

from harness import places, settle
from harness.tables import spread, table

TOP = 50
# The least throughput of several processes, of one process's.
LEAST = 0.85


def counts():
    """The numbers of processes: one a core, and two a core."""
    cores = os.cpu_count()
    return sorted({max(2, cores), 2 * cores})


def run(log, quick):
    """{(kind, processes): (ratio of times, ratio of processor times, whether the best are equal)}"""
    rounds = 1 if quick else 3
    trials, steps = (1000, 500) if quick else (5000, 10_000)
    kinds = {}
    with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
        study = settle.paper_study(folder, trials, steps)
        for kind, flags in (("every trial", []), ("lossless", ["--keep", TOP])):
            best, used = {}, {}

            def measure(count):
                seconds, processor, best[count] = _search(study, count, flags)
                used.setdefault(count, []).append(processor)
                return seconds, trials

            sides = {"one process": lambda: measure(1)}
            for count in counts():
                sides[f"{count} processes"] = lambda count=count: measure(count)
            taken = log.take_turns(
                f"processes, {kind}", sides, rounds, warm_up=False, unit="trial"
            )
            for count in counts():
                ratio = taken["one process"].times_slower_than(
                    taken[f"{count} processes"]
                )
                processor = _median(used[1]) / _median(used[count])
                kinds[kind, count] = (ratio, processor, best[1] == best[count])
    return kinds


def _median(values):
    return sorted(values)[len(values) // 2]


def _search(study, processes, flags):
    """Seconds until the last process has ended, the processor's, and the best."""
    with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
        storage = pathlib.Path(folder) / "studies.sqlite"
        threads = os.cpu_count() if processes == 1 else 1
        command = [places.SETTLE, "run", study, "--storage", storage]
        command += ["--threads", threads, *flags]
        command = [str(part) for part in command]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
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
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = after.ru_utime + after.ru_stime
        processor -= before.ru_utime + before.ru_stime
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
    return seconds, processor, best


def checks(kinds):
    return [
        (
            f"{count} processes, {kind}: the best {TOP} and their values "
            "are those of one process, byte for byte",
            equal,
        )
        for (kind, count), (_, _, equal) in kinds.items()
    ]


def report(kinds):
    return (
        f"## Several processes of one thread on one study\n\nTime of one "
        f"process with a thread for each of {os.cpu_count()} cores, over "
        f"theirs: above 1 they are quicker. The aim is at least {LEAST}. The "
        f"last column compares the processor time.\n\n"
        + table(
            ["", "median", "lowest to highest", "processor time"],
            [
                [f"{kind}, {count} processes", *spread(ratio), f"{processor:.2f}"]
                for (kind, count), (ratio, processor, _) in kinds.items()
            ],
        )
    )
