"""`settle serve` beside optuna-dashboard; see README.md. Use `make bench-pages`."""

import math
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

from harness import machine, places
from harness.measurements import say
from harness.tables import duration, number, table

sys.path.insert(0, str(places.ROOT / "Scripts"))
from browser import Browser, BrowserError  # noqa: E402

FOLDER = places.ROOT / "results" / "pages"
DASHBOARD = places.BUILD / "venv" / "bin" / "optuna-dashboard"
# Trials of a study, and how often its page is opened.
SIZES = {5_000: 3, 100_000: 1}
# Steps of a network: the trials are real ones, but short.
STEPS = 50
# After so many seconds a page is given up.
PATIENCE = 200
TABS = 20
OURS = "Boolean(document.querySelector('#figures svg'))"
THEIRS = "Boolean(document.querySelector('.js-plotly-plot .main-svg .trace, .js-plotly-plot canvas'))"


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        pages = [page for trials, rounds in SIZES.items() for page in compare(folder, trials, rounds)]
        tabs = [cost_of_tabs(folder, count) for count in (0, TABS)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = report(pages, tabs)
    (FOLDER / "README.md").write_text(text)
    print(text)


def compare(folder, trials, rounds):
    """The pages of the same trials in both servers: rows of the first table."""
    storage, export = folder / f"{trials}.sqlite", folder / f"{trials}.db"
    study = folder / f"{trials}.yaml"
    text = places.PAPER_STUDY.read_text()
    study.write_text(
        re.sub(r"(?m)^( *steps: *)\d+", rf"\g<1>{STEPS}", re.sub(r"(?m)^trials:.*", f"trials: {trials}", text))
    )
    say(f"{trials:,} trials")
    settle("run", study, "--storage", storage)
    settle("export", "paper-5000", "--format", "optuna", "-o", export, "--storage", storage)
    servers = {
        "settle serve": (
            [places.SETTLE, "serve", "--port", "0", "--storage", storage], "studies/paper-5000", OURS),
        "optuna-dashboard": (
            [DASHBOARD, f"sqlite:///{export}", "--port", "8971", "--server", "wsgiref"], "dashboard/studies/1", THEIRS),
    }
    taken = {name: [] for name in servers}
    for _ in range(rounds):
        for name, (command, page, shown) in servers.items():
            taken[name].append(open_page(command, page, shown))
    for name, rows in taken.items():
        seconds = [row[0] for row in rows]
        yield (f"{trials:,}", name, seconds, max(row[1] for row in rows))


def settle(*arguments):
    subprocess.run(
        [places.SETTLE, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def open_page(command, page, shown):
    """Seconds until the first figure is drawn, infinite if it never was, and the server's most memory in MB."""
    server = Server(command)
    try:
        with Browser(timeout=PATIENCE) as browser:
            start = time.monotonic()
            try:
                browser.visit(server.address + page)
                browser.evaluate("document.getElementById('figures')?.scrollIntoView()")
                while not browser.evaluate(shown):
                    if time.monotonic() - start > PATIENCE:
                        return math.inf, server.most_memory()
                    time.sleep(0.02)
            except BrowserError:
                return math.inf, server.most_memory()
            return time.monotonic() - start, server.most_memory()
    finally:
        server.stop()


class Server:
    """A program that says on which address it listens."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            if found := re.search(r"http://(127\.0\.0\.1|localhost):\d+/", line):
                self.address = found.group()
                return
        raise SystemExit(f"{command[0]} did not begin")

    def most_memory(self):
        """The process's and its children's most resident memory, in MB."""
        total = 0
        for process in [self.process.pid, *children(self.process.pid)]:
            status = pathlib.Path(f"/proc/{process}/status").read_text()
            total += int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1000
        return total

    def processor_seconds(self):
        return processor_seconds(self.process.pid)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def children(process):
    return pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()


def processor_seconds(process):
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cost_of_tabs(folder, tabs):
    """Processor time of a run and of the server while it is looked at in so many windows, and the server's memory."""
    say(f"a run with {tabs} windows open")
    storage = folder / f"tabs-{tabs}.sqlite"
    run = subprocess.Popen(
        [places.SETTLE, "run", places.PAPER_STUDY, "--storage", storage],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not storage.exists():
        time.sleep(0.05)
    time.sleep(1)
    server = Server([places.SETTLE, "serve", "--port", "0", "--storage", storage])
    try:
        with Browser() as browser:
            page = server.address + "studies/paper-5000"
            if tabs:
                browser.visit(page)
            for _ in range(tabs - 1):
                browser.open_window(page)
            used = 0.0
            # A process that has ended but was not waited for keeps its times.
            while pathlib.Path(f"/proc/{run.pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                time.sleep(0.1)
            used = processor_seconds(run.pid)
            run.wait()
            return tabs, used, server.processor_seconds(), server.most_memory()
    finally:
        server.stop()


def report(pages, tabs):
    facts = [
        ("command", "`make bench-pages`"),
        ("processor", f"{machine.processor()}, {os.cpu_count()} cores"),
        ("dashboard", "optuna-dashboard 0.21.0 with Optuna 5.0.0, on the file that `settle export --format optuna` writes"),
    ]
    rows = [
        [trials, name, figure_time(seconds), f"{memory:,.0f} MB"] for trials, name, seconds, memory in pages
    ]
    return (
        "# Live pages\n\n"
        + "\n".join(f"- {name}: {value}" for name, value in facts)
        + "\n\n## From the click to the first figure\n\nA study of the paper's search with short trials "
        f"({STEPS} steps), in Chromium; the server's most memory. A page without a figure after {PATIENCE} s was given "
        "up.\n\n"
        + table(["trials", "server", "median (lowest to highest)", "server's memory"], rows)
        + "\n\n## What open windows cost a run\n\n`studies/paper-5000.yaml` at work, and its page open in windows of "
        "one Chromium on the same machine, all of them seen. Processor seconds of the run and of the server, and their "
        "ratio.\n\n"
        + table(
            ["windows", "run", "server", "ratio", "server's memory"],
            [
                [count, duration(run), duration(server), f"{server / run:.1%}", f"{memory:,.0f} MB"]
                for count, run, server, memory in tabs
            ],
        )
        + "\n"
    )


def figure_time(seconds):
    if math.inf in seconds:
        return "none"
    median = duration(statistics.median(seconds))
    if len(seconds) == 1:
        return median
    return f"{median} ({number(min(seconds))} to {number(max(seconds))})"


if __name__ == "__main__":
    main()
