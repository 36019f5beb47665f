#!/usr/bin/env python3
"""Runs a study of each of many bad programs, and prints what is recorded of it.

    Scripts/bad_programs.py --settle .build/release/settle

A line is printed for each program: the state and the reason of its trial, how long settle took, the most memory that it
used, and how many processes it left behind. Needs nothing but Python and a built settle.
"""
import argparse
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time

SHELL = "#!/bin/sh\n"
PROGRAMS = [
    ("prints nothing", SHELL + "true\n", {}),
    ("prints rubbish", SHELL + "head -c 100000 /dev/urandom\n", {}),
    ("prints NaN", SHELL + "echo '{\"value\": NaN}'\n", {}),
    ("ends with 3", SHELL + "echo 'no room' >&2\nexit 3\n", {}),
    ("is killed by a signal", SHELL + "kill -SEGV $$\n", {}),
    ("prints a value and then fails", SHELL + "echo '{\"value\": 1}'\necho 'oh' >&2\nexit 1\n", {}),
    ("has an interpreter that is missing", "#!/nowhere/python9\n", {}),
    ("is missing", None, {}),
    ("forks children that outlive it", SHELL + "sleep 1000 &\n(trap '' TERM; sleep 1000) &\necho '{\"value\": 1}'\n", {}),
    ("takes too long", SHELL + "sleep 1000\n", {"timeout": "1 s"}),
    ("takes too long and ignores SIGTERM", SHELL + "trap '' TERM\nwhile :; do sleep 1; done\n", {"timeout": "1 s"}),
    ("runs for ever, until Ctrl-C", SHELL + "sleep 100000\n", {}),
    ("writes 1 GB of log", SHELL + "yes 'a line of the log' | head -c 1000000000\necho\necho '{\"value\": 1}'\n", {}),
    ("writes 1 GB without a line's end", SHELL + "head -c 1000000000 /dev/zero\necho\necho '{\"value\": 1}'\n", {}),
    ("fails twice of three times", SHELL + 'grep -q \'"attempt":3\' "$SETTLE_TRIAL" || exit 4\necho \'{"value": 1}\'\n', {"retries": 2}),
]
STUDY = """\
name: bad
objective:
  program:
    command: [./program]
    minimize: loss
{more}sampler: points
points: [{{x: 1}}]
"""


def descendants(marker):
    """The processes whose environment has the marker."""
    found = []
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and marker in pathlib.Path(f"/proc/{name}/environ").read_bytes():
                found.append(int(name))
        except OSError:
            pass
    return found


def run(settle, script, settings, interrupted):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        if script is not None:
            (path / "program").write_text(script)
            (path / "program").chmod(0o755)
        more = "".join(f"    {key}: {value}\n" for key, value in settings.items())
        (path / "bad.yaml").write_text(STUDY.format(more=more))
        marker = f"BAD_PROGRAM={folder}"
        environment = dict(os.environ, BAD_PROGRAM=folder, SETTLE_STORAGE=str(path / "studies.sqlite"))
        start = time.monotonic()
        process = subprocess.Popen(
            [settle, "run", "bad.yaml", "--workers", "1"], cwd=folder, env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True)
        if interrupted:
            while not any("sleep" in command(one) for one in descendants(marker.encode())):
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        # The shell that watches over settle ends with it.
        deadline = time.monotonic() + 1
        while descendants(marker.encode()) and time.monotonic() < deadline:
            time.sleep(0.02)
        left = len(descendants(marker.encode()))
        listed = subprocess.run(
            [settle, "trials", "bad", "-f", "json"], cwd=folder, env=environment, capture_output=True, text=True)
        trials = json.loads(listed.stdout) if listed.returncode == 0 else []
        trial = trials[0] if trials else {"state": "(nothing stored)"}
        said = trial.get("reason") or (f"value {trial['value']:g}" if trial.get("value") is not None else "")
        if not trials:
            said = errors.strip().splitlines()[-1] if errors.strip() else ""
        return trial["state"], said.replace(folder, "FOLDER"), os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss / 1024, left


def command(process):
    try:
        return pathlib.Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--settle", default=".build/release/settle")
    settle = os.path.abspath(parser.parse_args().settle)
    print("| the program | state | what is recorded | status | seconds | MB | left behind |\n|---|---|---|---|---|---|---|")
    faults = 0
    for name, script, settings in PROGRAMS:
        state, said, status, seconds, memory, left = run(settle, script, settings, "Ctrl-C" in name)
        print(f"| {name} | {state} | {said} | {status} | {seconds:.1f} | {memory:.0f} | {left} |", flush=True)
        faults += left
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
