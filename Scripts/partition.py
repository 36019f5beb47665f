#!/usr/bin/env python3
"""Workers on one PostgreSQL server, each in a network namespace of its own; one is cut off for longer than its lease.

    Scripts/partition.py --workers 8

The cut worker comes back while the others work on. In the end the study must hold what one undisturbed run on SQLite
gives: every trial once, every number and every trace equal. Needs root, PostgreSQL's programs and `ip`.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

from comparable_trials import comparable_trials
from postgresql_server import PostgreSQLServer
from torture import STUDY

LEASE = 3
# TCP gives a cut connection up after this time, so that the worker learns of the cut while it lasts.
URL_OPTIONS = "?tcp_user_timeout=2000&connect_timeout=2&keepalives_idle=1&keepalives_interval=1&keepalives_count=2"


def ip(*arguments):
    subprocess.run(["ip", *arguments], check=True)


class Network:
    """A bridge with one namespace for each worker. `tag` keeps the names of two runs apart."""

    def __init__(self, workers):
        self.tag = f"st{os.getpid() % 10_000}"
        self.bridge, self.address = f"{self.tag}b", "10.213.77.1"
        self.spaces = [f"{self.tag}w{worker}" for worker in range(workers)]

    def make(self):
        ip("link", "add", self.bridge, "type", "bridge")
        ip("address", "add", f"{self.address}/24", "dev", self.bridge)
        ip("link", "set", self.bridge, "up")
        for worker, space in enumerate(self.spaces):
            ip("netns", "add", space)
            ip("link", "add", self.outside(worker), "type", "veth", "peer", "name", "eth0", "netns", space)
            ip("link", "set", self.outside(worker), "master", self.bridge, "up")
            ip("-n", space, "address", "add", f"10.213.77.{worker + 10}/24", "dev", "eth0")
            ip("-n", space, "link", "set", "eth0", "up")
            ip("-n", space, "link", "set", "lo", "up")

    def outside(self, worker):
        return f"{self.tag}v{worker}"

    def cut(self, worker):
        ip("link", "set", self.outside(worker), "down")

    def mend(self, worker):
        ip("link", "set", self.outside(worker), "up")

    def remove(self):
        for space in self.spaces:
            subprocess.run(["ip", "netns", "delete", space], stderr=subprocess.DEVNULL)
        subprocess.run(["ip", "link", "delete", self.bridge], stderr=subprocess.DEVNULL)


def settle(options, *arguments, **keywords):
    return subprocess.run([options.settle, *arguments], check=True, capture_output=True, text=True, **keywords).stdout


def content(options, storage, file):
    return comparable_trials(settle(options, "trials", "torture", "-f", "csv", "--storage", storage), file)


def run(options, folder, network, server):
    study = os.path.join(folder, "study.yaml")
    with open(study, "w") as file:
        file.write(STUDY.format(seed=options.seed, steps=options.steps, trials=options.trials))
    straight = os.path.join(folder, "straight.sqlite")
    settle(options, "run", study, "--storage", straight)
    url = server.url(network.address)
    environment = {**os.environ, "SETTLE_LEASE": str(LEASE)}
    logs = [os.path.join(folder, f"worker-{worker}.log") for worker in range(options.workers)]
    workers = []
    for space, log in zip(network.spaces, logs):
        with open(log, "w") as errors:
            workers.append(subprocess.Popen(
                ["ip", "netns", "exec", space, options.settle, "run", study, "--storage", url + URL_OPTIONS,
                 "--threads", "1"], env=environment, stdout=subprocess.DEVNULL, stderr=errors))

    def finished():
        # The first worker makes the tables.
        if not server.query(f"SELECT to_regclass('{options.schema}.trials')"):
            return 0
        return int(server.query(f"SELECT count(*) FROM {options.schema}.trials WHERE finished_at IS NOT NULL"))

    wait_until(lambda: finished() > options.trials // 10, "a tenth of the trials")
    network.cut(0)
    before = finished()
    print(f"Worker 1 of {options.workers} is cut off after {before:,} trials ...", flush=True)
    time.sleep(3 * LEASE)
    network.mend(0)
    print(f"... and comes back after {3 * LEASE} s, when {finished():,} trials are finished.", flush=True)
    for worker in workers:
        worker.wait(timeout=300)
    failed = [worker.returncode for worker in workers if worker.returncode]
    for name, log in enumerate(logs, 1):
        with open(log) as text:
            lines = [line for line in text.read().replace("\r", "\n").splitlines() if "server" in line or "lease" in line]
        for line in lines[:6]:
            print(f"  worker {name}: {line}")
    if failed:
        raise SystemExit(f"workers ended with {failed}")
    copy = os.path.join(folder, "copy.sqlite")
    settle(options, "backup", "-o", copy, "--storage", url)
    if content(options, url, copy) != content(options, straight, straight):
        raise SystemExit("the study differs from that of one undisturbed run")
    settle(options, "check", "torture", "--storage", url)
    lapses = server.query(f"SELECT count(*) FROM {options.schema}.runs WHERE lapses > 0")
    print(f"All {options.trials:,} trials as in one undisturbed run on SQLite; {lapses} of {options.workers} runs were "
          "taken for dead and went on.")


def wait_until(is_so, what, seconds=120):
    end = time.time() + seconds
    while not is_so():
        if time.time() > end:
            raise SystemExit(f"waited {seconds} s for {what}")
        time.sleep(0.1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--settle", default=".build/release/settle")
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--trials", type=int, default=20_000)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--schema", default="settle", help="the schema of settle's tables")
    options = parser.parse_args()
    options.settle = os.path.abspath(options.settle)
    folder = tempfile.mkdtemp(prefix="settle-partition-")
    network = Network(options.workers)
    try:
        network.make()
        server = PostgreSQLServer(addresses=("127.0.0.1", network.address))
        try:
            server.allow_all_hosts()
            run(options, folder, network, server)
        finally:
            server.remove()
    finally:
        network.remove()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
