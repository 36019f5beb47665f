#!/usr/bin/env python3
"""Runs a study on a cluster of Slurm with one node, which it starts and stops, and compares it with a straight run.

An array of four tasks is submitted by 'settle slurm'. While they work, one task is cancelled, one is requeued, and one is
told to stop as Slurm does before a time limit. What the cancelled task lacks is submitted again. Every trial, trace and
value must be that of one process that nothing disturbed. It needs root; Debian's packages slurm-wlm and munge are
installed where they are missing.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from cluster_parts import PostgreSQL, Slurm, require_packages  # noqa: E402
from comparable_trials import comparable_trials  # noqa: E402

WORKERS = 4
NAME = "cluster"
STUDY = """\
name: cluster
objective:
  convergence:
    layers: [40, 40, 10]
    weights: {{seed: 1}}
    input: {{seed: 2}}
    steps: 4000
    minimize: meanError
sampler: {{random: {{seed: 3, significantDigits: 3}}}}
trials: {trials}
points:
  - {{epsilon: 0, lambda: 1, quantizer: sigma-delta}}
space:
  epsilon: {{initial: {{from: 0, to: 1}}, exponent: {{from: 0, to: 1}}}}
  lambda: {{initial: {{from: 0.1, to: 1}}, exponent: {{from: 0, to: 1}}}}
  quantizer: [sigma-delta, stochastic]
"""


def say(text):
    print(f"cluster-test: {text}", flush=True)


def expect(is_so, what):
    if not is_so:
        sys.exit(f"cluster-test: FAILED: {what}")


class Study:
    """The study file in a folder, with the command that works on it there."""

    def __init__(self, program, folder, environment):
        self.program, self.folder = os.path.abspath(program), folder
        self.environment = {k: v for k, v in environment.items() if not k.startswith("SETTLE_")}

    def settle(self, *arguments, status=0):
        run = subprocess.run(
            [self.program, *map(str, arguments)], cwd=self.folder, env=self.environment, text=True, capture_output=True)
        if run.returncode not in (status if isinstance(status, tuple) else (status,)):
            sys.exit(f"cluster-test: FAILED: settle {' '.join(map(str, arguments))} ended with {run.returncode}:\n"
                     f"{run.stdout}{run.stderr}")
        return run

    def write(self, seconds):
        """Writes a study that takes one process some seconds on this machine."""
        file = self.folder / "cluster.yaml"
        file.write_text(STUDY.format(trials=400))
        began = time.monotonic()
        self.settle("run", file, "--storage", "sample.sqlite")
        trials = max(800, int(400 * seconds / (time.monotonic() - began)))
        file.write_text(STUDY.format(trials=trials))
        return trials

    def finished(self, storage):
        """The number of trials with a result; 0 where there is no study yet."""
        run = self.settle("studies", "-f", "json", "--storage", storage, status=(0, 64, 74))
        studies = json.loads(run.stdout) if run.returncode == 0 and run.stdout else []
        return sum(study["finished"] for study in studies if study["name"] == NAME)

    def runs(self, storage):
        return json.loads(self.settle("workers", NAME, "--all", "-f", "json", "--storage", storage).stdout)

    def content(self, storage):
        """Everything of the study that does not depend on who evaluated what, and when."""
        if storage.startswith("postgres"):
            copy = self.folder / "copy.sqlite"
            copy.unlink(missing_ok=True)
            self.settle("backup", "-o", copy, "--storage", storage)
            storage = str(copy)
        rows = self.settle("trials", NAME, "-f", "csv", "--storage", storage).stdout
        columns, trials, traces = comparable_trials(rows, storage)
        best = self.settle("best", NAME, "--top", "50", "-f", "json", "--storage", storage).stdout
        exported = self.settle("export", NAME, "--top", "50", "--storage", storage).stdout
        return {"columns": columns, "trials": trials, "traces": traces, "the best": best, "the export": exported}


def wait_until(what, condition, seconds=600):
    deadline = time.monotonic() + seconds
    while not condition():
        expect(time.monotonic() < deadline, f"{what}: it took more than {seconds} s")
        time.sleep(0.2)


def disturb(slurm, job):
    """Cancels task 1, requeues task 2, and stops task 3 as Slurm does before a time limit."""
    say(f"scancel {job}_1")
    slurm.run("scancel", f"{job}_1")
    say(f"scontrol requeue {job}_2")
    slurm.run("scontrol", "requeue", f"{job}_2")
    say(f"scancel --signal=TERM --batch {job}_3: as Slurm does before a time limit, the task requeues itself")
    slurm.run("scancel", "--signal=TERM", "--batch", f"{job}_3")


def expect_log(folder, job, task, *texts):
    log = (folder / f"{job}_{task}.log").read_text()
    for text in texts:
        expect(text in log, f"the log of task {task} has '{text}':\n{log}")


def compare(study, storage, straight):
    found = study.content(storage)
    for what in straight:
        expect(found[what] == straight[what], f"{what} are those of a straight run")
    say("equal to the straight run: " + ", ".join(f"{what} ({len(straight[what])})" for what in ("trials", "traces"))
        + ", the best 50 and their export")


def run_shards(study, slurm, trials, straight):
    storage = study.folder / "studies.sqlite"
    folder = study.folder / "studies.sqlite.slurm" / NAME
    command = ["slurm", "cluster.yaml", "--workers", WORKERS, "--time", "1:00:00", "--memory", "500M", "--storage",
               storage.name, "--submit"]
    say("settle " + " ".join(map(str, command)))
    job, merge = study.settle(*command).stdout.split()
    shards = [folder / f"{task}-of-{WORKERS}.sqlite" for task in range(1, WORKERS + 1)]
    wait_until("every task has recorded trials", lambda: all(study.finished(shard) > 0 for shard in shards))
    disturb(slurm, job)
    wait_until("the array and its merge end", lambda: not slurm.queue())
    recorded = [study.finished(shard) for shard in shards]
    say(f"recorded by the tasks: {recorded} of {trials}; in the storage: {study.finished(storage)}")
    expect(study.finished(storage) == sum(recorded), "the merge has what the tasks recorded")
    expect(recorded[0] < trials // WORKERS, "the cancelled task lacks trials (else the study was too short)")
    expect(sum(recorded[1:]) == trials - (trials + WORKERS - 1) // WORKERS, "the other tasks lack none")
    expect_log(folder, job, 1, "CANCELLED", "Stopped with")
    expect_log(folder, job, 2, "DUE TO JOB REQUEUE", "Stopped with")
    expect_log(folder, job, 3, f"Task {job}_3 goes back to the queue.", "Stopped with")
    for task in (2, 3):
        endings = [run["state"] for run in study.runs(shards[task - 1])]
        expect(endings == ["interrupted", "finished"], f"task {task} ran twice: {endings}")
    say("the same command again, with --wait, evaluates what is missing")
    again = study.settle(*command, "--wait")
    say(again.stderr.strip().splitlines()[-1])
    print(study.settle("workers", NAME, "--all", "--storage", storage).stdout, end="", flush=True)
    compare(study, str(storage), straight)


def run_shared(study, slurm, trials, straight, url):
    folder = study.folder / "slurm" / NAME
    command = ["slurm", "cluster.yaml", "--workers", WORKERS, "--time", "1:00:00", "--storage", url, "--submit"]
    say("settle " + " ".join(map(str, command)))
    (job,) = study.settle(*command).stdout.split()
    tasks = lambda: {run["task"] for run in study.runs(url) if run["recorded"] > 0}  # noqa: E731
    wait_until("the study is there", lambda: study.finished(url) > 0)
    wait_until("every task has recorded trials", lambda: len(tasks()) == WORKERS)
    print(study.settle("workers", NAME, "--storage", url).stdout, end="", flush=True)
    disturb(slurm, job)
    wait_until("the array ends", lambda: not slurm.queue())
    expect(study.finished(url) == trials, "every trial is recorded")
    for task in (2, 3):
        runs = [run for run in study.runs(url) if run["task"] == str(task)]
        expect(len(runs) == 2 and runs[1]["recorded"] > 0, f"task {task} came back and worked on (else the study was "
               f"too short): {runs}")
    expect_log(folder, job, 1, "CANCELLED")
    expect_log(folder, job, 2, "DUE TO JOB REQUEUE")
    expect_log(folder, job, 3, f"Task {job}_3 goes back to the queue.")
    print(study.settle("workers", NAME, "--all", "--storage", url).stdout, end="", flush=True)
    compare(study, url, straight)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--settle", default=".build/release/settle")
    parser.add_argument("--seconds", type=float, default=30, help="how long the study takes one process")
    options = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("cluster-test: Slurm's daemons need root here; run it as root, in a container for example")
    require_packages({"slurmctld": "slurm-wlm", "slurmd": "slurm-wlm", "munged": "munge"}, say)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="settle-cluster-"))
    folder.chmod(0o755)
    try:
        with Slurm(folder, processors=WORKERS) as slurm:
            say(f"Slurm {slurm.version} has one node of {WORKERS} processors")
            # A name that a shell and sbatch would misread.
            work = folder / "it's 100% work"
            work.mkdir()
            study = Study(options.settle, work, slurm.environment)
            trials = study.write(options.seconds)
            study.settle("run", "cluster.yaml", "--storage", "straight.sqlite")
            straight = study.content(str(work / "straight.sqlite"))
            say(f"a straight run of one process recorded {trials} trials")
            run_shards(study, slurm, trials, straight)
            probe = study.settle("studies", "--storage", "postgresql://127.0.0.1:1/none", status=(0, 64, 65, 74))
            if "SQLite files only" in probe.stderr:
                say("this settle has no PostgreSQL; only SQLite was tried")
            elif not PostgreSQL.programs():
                say("PostgreSQL's programs are not here (Debian: postgresql); only SQLite was tried")
            else:
                with PostgreSQL(folder) as server:
                    say("PostgreSQL " + server.version)
                    run_shared(study, slurm, trials, straight, server.url)
        say("everything is stopped")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
