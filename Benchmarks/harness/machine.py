"""What a number needs beside it: machine, commit, versions."""

import os
import pathlib
import platform
import subprocess

from harness import places


def describe(peers):
    """[(name, value)]"""
    return [
        ("processor", f"{processor()}, {os.cpu_count()} cores"),
        ("system", f"{_system()}, {platform.machine()}"),
        ("load before the run", f"{os.getloadavg()[0]:.2f} (1 minute)"),
        ("commit", _commit()),
        ("Swift", _output("swift", "--version").splitlines()[0].strip()),
        ("Python", platform.python_version()),
        ("peers", peers.dense.ask(identify=True)["library"]),
    ]


def processor():
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    facts = dict(
        (part.strip() for part in line.split(":", 1))
        for line in lines
        if ":" in line
    )
    name = facts.get("model name", "unknown processor")
    family, model = facts.get("cpu family"), facts.get("model")
    return f"{name} (family {family}, model {model})"


def _system():
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()


def _commit():
    commit = _output("git", "rev-parse", "HEAD").strip()
    changed = _output("git", "status", "--porcelain", "--", ".", ":!results")
    return commit + (
        " with changes that are not committed" if changed.strip() else ""
    )


def _output(*command):
    return subprocess.run(
        command, cwd=places.ROOT, capture_output=True, text=True, check=True
    ).stdout
