#!/usr/bin/env python3
"""Shell loops that ask for the trials of one study and tell their values, all at once. Two of them are killed: one by
itself, between asking and telling, and one from outside, at any time. At the end every trial has its value, none was
lost, and none was recorded twice.

    python3 Scripts/ask_and_tell.py --settle .build/release/settle --trials 1000 --loops 8
"""
import argparse
import collections
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

LOOP = r"""
# LOG has a line for each trial that was asked for, and for each that was told.
trials=0
while trial=$("$SETTLE" ask "$STUDY" --wait --lease "$LEASE"); do
    head=${trial%%,\"parameters\":*}
    number=$(printf '%s' "$head" | sed 's/.*"number":\([0-9]*\).*/\1/')
    token=$(printf '%s' "$head" | sed 's/.*"token":"\([^"]*\)".*/\1/')
    x=$(printf '%s' "$trial" | sed 's/.*"parameters":{"x":\([^,}]*\)}.*/\1/')
    echo "asked $number" >> "$LOG"
    trials=$((trials + 1))
    [ "$trials" = "$DIES" ] && kill -9 $$
    "$SETTLE" tell told "$number" --token "$token" --value "$x" 2>> "$LOG.errors" || { echo "refused $number" >> "$LOG"; exit 3; }
    echo "told $number" >> "$LOG"
done
# 1: all trials are finished.
[ $? -eq 0 ] && echo end >> "$LOG"
"""

STUDY = """name: told
objective: {told: {minimize: x}}
sampler: {random: {stream: keyed, seed: 7}}
trials: %d
space: {x: {from: -1, to: 1}}
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--settle", required=True)
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--loops", type=int, default=8)
    parser.add_argument("--lease", default="15s")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    settle = os.path.abspath(options.settle)
    chance = random.Random(options.seed)

    with tempfile.TemporaryDirectory() as folder:
        study = os.path.join(folder, "told.yaml")
        with open(study, "w") as file:
            file.write(STUDY % options.trials)
        environment = dict(os.environ, SETTLE=settle, STUDY=study, LEASE=options.lease, DIES="0")
        environment["SETTLE_STORAGE"] = os.path.join(folder, "studies.sqlite")
        logs = [os.path.join(folder, "loop-%d" % index) for index in range(options.loops)]
        share = options.trials // options.loops
        began = time.monotonic()
        loops = []
        for index, log in enumerate(logs):
            own = dict(environment, LOG=log, DIES=str(max(1, share // 2)) if index == 0 else "0")
            loops.append(subprocess.Popen(["sh", "-c", LOOP], env=own, start_new_session=True))

        # The second loop is killed with its group at some moment of its share.
        limit = chance.randint(max(1, share // 4), max(1, 3 * share // 4))
        while loops[1].poll() is None and count(logs[1], "told") < limit:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.2)
        os.killpg(loops[1].pid, signal.SIGKILL)
        statuses = [loop.wait() for loop in loops]
        seconds = time.monotonic() - began

        def run(*arguments):
            return subprocess.run([settle, *arguments], env=environment, capture_output=True, text=True)

        trials = json.loads(run("trials", "told", "-f", "json", "--limit", str(options.trials + 1)).stdout)
        wrong = [trial for trial in trials if trial["state"] != "complete" or trial["value"] != trial["parameters"]["x"]]
        told = collections.Counter(line for log in logs for line in lines(log) if line.startswith("told "))
        asked = collections.Counter(line for log in logs for line in lines(log) if line.startswith("asked "))
        twice = [line for line, times in told.items() if times > 1]
        again = [line for line, times in asked.items() if times > 1]
        errors = [line for log in logs for line in lines(log + ".errors")]
        check = run("check", "told")
        listed = json.loads(run("studies", "-f", "json").stdout)[0]
        problems = []
        if len(trials) != options.trials or len({trial["number"] for trial in trials}) != options.trials:
            problems.append("%d trials instead of %d" % (len(trials), options.trials))
        if wrong:
            problems.append("%d trials without their value, such as %s" % (len(wrong), wrong[0]))
        if twice:
            problems.append("told by two: %s" % ", ".join(twice))
        if errors:
            problems.append("said by settle: %s" % "; ".join(errors[:5]))
        if statuses[0] != -signal.SIGKILL or statuses[1] != -signal.SIGKILL or any(statuses[2:]):
            problems.append("the loops ended with %s" % statuses)
        if check.returncode != 0:
            problems.append("settle check: " + check.stdout + check.stderr)
        if not again:
            problems.append("the trial of the killed loop was not given out again")
        print(
            "%d trials, %d loops, 2 of them killed, %.1f s (%.0f ms a trial): %d complete, %d asked for again (%s), %d told twice, "
            "%d lost; %d still at work; %s"
            % (
                options.trials, options.loops, seconds, 1000 * seconds / options.trials, listed["complete"], len(again),
                ", ".join(line.split()[1] for line in again), len(twice), options.trials - listed["complete"],
                len(listed["atWork"]), check.stderr.strip(),
            ))
        for problem in problems:
            print("PROBLEM: " + problem)
        sys.exit(1 if problems else 0)


def lines(path):
    try:
        with open(path) as file:
            return file.read().splitlines()
    except FileNotFoundError:
        return []


def count(path, word):
    return sum(line.startswith(word) for line in lines(path))


main()
