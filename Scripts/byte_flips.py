#!/usr/bin/env python3
"""Changes single bytes of a storage file, and asks whether `settle check` tells of every change.

A storage with a search of many trials and of two small studies is made. Then one byte of a copy of it gets another
value, at a seeded random place: anywhere in the file, and, as the rows that are no trials are few, also in the first
page of each table and in the schema. Where that changed anything that is stored (any row of any table, the schema or
the file's mark), or made the file unreadable, `settle check` must end with 65, or with 74 where SQLite cannot read it.

    Scripts/byte_flips.py --settle .build/release/settle --flips 500 --trials 3000

Ends with 1 where a change was not told.
"""
import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

STUDY = """\
name: {name}
objective:
  convergence:
    layers: [6, 5, 4]
    weights: {{seed: 1}}
    input: {{seed: 2}}
    steps: 30
    minimize: meanError
sampler: {{random: {{seed: 1}}}}
trials: {trials}
space:
  epsilon: {{initial: {{from: 0.1, to: 1}}, exponent: {{from: 0, to: 1}}}}
  lambda: {{initial: {{from: 0.1, to: 1}}, exponent: {{from: 0, to: 1}}}}
  quantizer: sigma-delta
"""
TOLD = {65, 74}


def logical_content(path):
    """Everything that is stored: the schema, the mark, and all rows by all columns; None where it cannot be read."""
    try:
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        database.text_factory = bytes
        try:
            content = {"mark": database.execute("PRAGMA application_id").fetchall()}
            schema = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()
            content["schema"] = schema
            for kind, name, _, _ in schema:
                if kind == b"table":
                    table = name.decode()
                    rows = database.execute(f'SELECT * FROM "{table}" NOT INDEXED').fetchall()
                    content[table] = sorted(map(repr, rows))
            return content
        finally:
            database.close()
    except (sqlite3.Error, UnicodeDecodeError, OverflowError):
        return None


class Flips:
    def __init__(self, options, folder):
        self.settle = os.path.realpath(options.settle)
        self.random = random.Random(options.seed)
        self.file = os.path.join(folder, "studies.sqlite")
        self.copy = os.path.join(folder, "flipped.sqlite")
        self.options = options
        self.folder = folder

    def run(self, *arguments, storage=None):
        return subprocess.run(
            [self.settle, *arguments, "--storage", storage or self.file], cwd=self.folder, capture_output=True,
            text=True, timeout=600)

    def make(self):
        for name, trials in (("search", self.options.trials), ("small", 20), ("pruned", 60)):
            with open(os.path.join(self.folder, f"{name}.yaml"), "w") as study:
                study.write(STUDY.format(name=name, trials=trials))
            more = ("--keep", "5") if name == "pruned" else ()
            result = self.run("run", f"{name}.yaml", *more)
            if result.returncode != 0:
                sys.exit(f"the study {name} could not be made: {result.stderr}")
        database = sqlite3.connect(self.file)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("PRAGMA journal_mode = DELETE")
        self.page = database.execute("PRAGMA page_size").fetchone()[0]
        self.roots = dict(database.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0").fetchall())
        database.close()
        self.bytes = open(self.file, "rb").read()
        self.content = logical_content(self.file)
        if self.check(self.file) != 0:
            sys.exit("settle check finds faults in a sound file")

    def check(self, path):
        self.said = self.run("check", "--replay", "0", storage=path)
        return self.said.returncode

    def places(self):
        for _ in range(self.options.flips):
            yield "anywhere", self.random.randrange(len(self.bytes))
        for _ in range(self.options.more):
            # The schema and its root, and the tables that have a few rows only.
            name = self.random.choice(["sqlite_master", *sorted(self.roots)])
            first = (self.roots.get(name, 1) - 1) * self.page
            used = [at for at in range(first, first + self.page) if self.bytes[at] != 0]
            yield f"first page of {name}", self.random.choice(used)

    def all(self):
        self.make()
        counts = {}
        untold = []
        for where, place in self.places():
            old = self.bytes[place]
            new = self.random.choice([byte for byte in range(256) if byte != old])
            for ending in ("", "-wal", "-shm", "-journal"):
                if os.path.exists(self.copy + ending):
                    os.remove(self.copy + ending)
            with open(self.copy, "wb") as file:
                file.write(self.bytes[:place] + bytes([new]) + self.bytes[place + 1 :])
            content = logical_content(self.copy)
            count = counts.setdefault(where.split(" ")[0], {"flips": 0, "changed": 0, "told": 0, "unchanged, told": 0})
            count["flips"] += 1
            is_told = self.check(self.copy) in TOLD
            if content == self.content:
                count["unchanged, told"] += is_told
                if self.said.returncode not in (0, *TOLD):
                    untold.append((where, place, old, new, self.said.returncode, []))
                continue
            count["changed"] += 1
            count["told"] += is_told
            if not is_told:
                parts = [part for part in self.content if content is None or content.get(part) != self.content[part]]
                untold.append((where, place, old, new, self.said.returncode, parts))
        for where, count in counts.items():
            name = "places anywhere" if where == "anywhere" else "places in the first pages of tables"
            print(
                f"{count['flips']} bytes changed at {name}: {count['changed']} changed something stored, "
                f"{count['told']} of them were told; {count['unchanged, told']} more were told, which changed "
                f"the file's structure only")
        for where, place, old, new, status, parts in untold:
            print(f"NOT TOLD: {where}, byte {place}, {old:#04x} to {new:#04x}, exit {status}, changed {parts}")
        return 1 if untold else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--settle", default=".build/release/settle")
    parser.add_argument("--flips", type=int, default=500, help="bytes anywhere in the file")
    parser.add_argument("--more", type=int, default=300, help="bytes in the first page of each table")
    parser.add_argument("--trials", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return Flips(options, folder).all()


if __name__ == "__main__":
    sys.exit(main())
