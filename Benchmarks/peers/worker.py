"""The other end of harness/workers.py: a line of JSON asks, one answers.

The process stays, so that measurements of several peers can take turns
without paying for each one's start.
"""

import json
import sys


def serve(answer):
    """Calls answer(request) for every line of standard input."""
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
