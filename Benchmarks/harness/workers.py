"""Peers as processes: a line of JSON asks, a line of JSON answers."""

import json
import os
import subprocess
import sys

from harness import places
from harness.measurements import say

SINGLE_THREADED = {
    name: "1"
    for name in (
        "OPENBLAS_NUM_THREADS",
        "OMP_NUM_THREADS",
        "MKL_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
    )
}

# Where these are set, OpenBLAS runs code for another processor than it would
# choose, and NumPy is slower.
CHOICES_OF_CODE = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


def environment():
    """What workers run in."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in CHOICES_OF_CODE
    }
    return kept | SINGLE_THREADED


class Worker:
    """One process; idle, and using no processor, between requests."""

    def __init__(self, *command):
        self.command = command
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
        )

    def send(self, **request):
        print(json.dumps(request), file=self.process.stdin, flush=True)

    def receive(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.command[-1]} ended without an answer")
        return json.loads(line)

    def ask(self, **request):
        self.send(**request)
        return self.receive()


class Peers:
    """All workers; a context, at whose end they end."""

    def __init__(self):
        for name in CHOICES_OF_CODE:
            if name in os.environ:
                say(f"{name} is set; the peers run without it.")
        self.engine = Worker(str(places.ENGINE))
        self.loop = _python("numpy_loop")
        self.second_loop = _python("numpy_loop")
        self.lockstep = _python("numpy_lockstep")
        self.dense = _python("dense_products")
        self.training = _python("numpy_training")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for worker in vars(self).values():
            worker.process.stdin.close()
            worker.process.wait()


def _python(peer):
    return Worker(sys.executable, str(places.PEERS / f"{peer}.py"))
