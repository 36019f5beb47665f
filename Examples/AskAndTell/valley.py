#!/usr/bin/env python3
"""Finds the lowest point of a valley with settle, which proposes the points: python3 valley.py

Several of these programs may work on the study at once, on one machine or many with one file. Any may be killed."""
import json
import os
import subprocess
import sys

SETTLE = os.environ.get("SETTLE", "settle")
STUDY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "valley.yaml")
STEPS = 9
ALL_FINISHED = 1


def settle(*arguments):
    return subprocess.run([SETTLE, *arguments], stdout=subprocess.PIPE, text=True)


def height(parameters, step):
    """What training would find after `step` epochs: the more of them, the nearer to the true height."""
    x, y = parameters["x"], parameters["y"]
    return (1 - x) ** 2 + 10 * (y - x * x) ** 2 + 5 / step


def tell(trial, *arguments):
    told = settle("tell", trial["study"], str(trial["number"]), "--token", trial["token"], *arguments)
    return told.stdout.strip()


def evaluate(trial):
    # A trial that was told before goes on after the last step; a real program would load its checkpoint here.
    for step in range(trial.get("from", 0) + 1, STEPS):
        value = height(trial["parameters"], step)
        if tell(trial, "--step", str(step), "--value", repr(value)) != "continue":
            return  # 'stop': it is not among the best. 'wait': settle gives it again if it goes on.
    tell(trial, "--value", repr(height(trial["parameters"], STEPS)))


while True:
    asked = settle("ask", STUDY, "--count", "3", "--lease", "10min", "--wait")
    if asked.returncode == ALL_FINISHED:
        break
    if asked.returncode != 0:
        sys.exit(asked.returncode)
    for line in asked.stdout.splitlines():
        trial = json.loads(line)
        try:
            evaluate(trial)
        except ArithmeticError as error:
            tell(trial, "--failed", str(error))
