"""The part of a study's trials that does not depend on the runs that evaluated them."""
import csv
import io
import sqlite3

# Columns of the CSV that differ from run to run: times, run and worker.
VARYING = 4


def comparable_trials(text, storage):
    """The columns, the rows by number and the traces by number.

    `text` is the output of `settle trials NAME -f csv`; `storage` is the path of a file that holds this study alone.
    """
    rows = [tuple(row[:-VARYING]) for row in csv.reader(io.StringIO(text))]
    database = sqlite3.connect(storage)
    traces = dict(database.execute("SELECT number, trace FROM traces"))
    database.close()
    return rows[0], {int(row[0]): row for row in rows[1:]}, traces
