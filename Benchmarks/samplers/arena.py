"""The problems, and Settle's samplers: a SamplerBenchmark process."""

from harness import places
from harness.workers import Worker

BINARY = places.BUILD / "swift" / "release" / "SamplerBenchmark"


class Arena:
    def __init__(self):
        self.worker = Worker(str(BINARY))
        self.problems = {
            problem["name"]: problem
            for problem in self.worker.ask(method="describe")
        }

    def evaluate(self, problem, points):
        """(values, truths), each a list by point; None where it failed."""
        answer = self.worker.ask(
            method="evaluate", problem=problem, points=points
        )
        return answer["values"], answer["truths"]

    def ask(self, **request):
        return self.worker.ask(**request)

    def close(self):
        self.worker.process.stdin.close()
        self.worker.process.wait()
