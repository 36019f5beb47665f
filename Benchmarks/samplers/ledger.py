"""Every measurement made, a line of JSON each, kept from run to run."""

import json

# What makes two measurements the same one.
KEY = (
    *("kind", "who", "sampler", "problem", "generation", "lag", "seed"),
    *("history", "machine"),
)


class Ledger:
    """Measurements in a file; each is appended when it is made."""

    def __init__(self, path):
        self.path = path
        self.lines = {}
        self.refresh()

    def refresh(self):
        """Reads what another process has added, too."""
        if self.path.exists():
            for line in self.path.read_text().splitlines():
                self._keep(json.loads(line))

    def _keep(self, line):
        self.lines[tuple(line.get(name) for name in KEY)] = line

    def find(self, size, **key):
        """The line with this key whose `trials` are at least `size`."""
        line = self.lines.get(tuple(key.get(name) for name in KEY))
        return line if line and line["trials"] >= size else None

    def all(self, **wanted):
        return [
            line
            for line in self.lines.values()
            if all(line.get(name) == value for name, value in wanted.items())
        ]

    def add(self, **line):
        text = json.dumps(line)
        # As the file has it: keys of JSON are strings.
        self._keep(json.loads(text))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with open(self.path, "a") as file:
            file.write(text + "\n")
