#!/usr/bin/env python3
"""The table of Sources/Randomness/Sobol/JoeKuoNumbers.swift and the points that Tests/RandomnessTests compares with, from SciPy.

    python3 Scripts/sobol-numbers.py

SciPy's table is that of S. Joe and F. Y. Kuo, new-joe-kuo-6.21201, https://web.maths.unsw.edu.au/~fkuo/sobol/.
"""

import json
import pathlib
import textwrap

import numpy as np
import scipy.stats
from scipy.stats import qmc

DIMENSIONS = 256
root = pathlib.Path(__file__).parent.parent

table = np.load(pathlib.Path(scipy.stats.__file__).parent / "_sobol_direction_numbers.npz")
entries = []
for polynomial, initial in zip(table["poly"][1:DIMENSIONS], table["vinit"][1:DIMENSIONS]):
    degree = int(polynomial).bit_length() - 1
    entries.append(" ".join(str(int(number)) for number in [polynomial, *initial[:degree]]))
lines = textwrap.wrap(", ".join(entries), 110, break_on_hyphens=False)
literal = "\n".join("        " + line + (" \\" if index < len(lines) - 1 else "") for index, line in enumerate(lines))
(root / "Sources/Randomness/Sobol/JoeKuoNumbers.swift").write_text(
    f'''extension SobolSequence {{
    /// The direction numbers of dimensions 1 ..< {DIMENSIONS} (dimension 0 needs none), written by
    /// Scripts/sobol-numbers.py. An entry is the primitive polynomial, whose bits are its coefficients, and the initial
    /// numbers m_1, m_2, ..., as many as its degree.
    ///
    /// Source: S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci.
    /// Comput. 30, 2008; their file new-joe-kuo-6.21201.
    static let joeKuoNumbers = """
{literal}
        """
}}
'''
)

points = np.round(qmc.Sobol(DIMENSIONS, scramble=False, bits=30).random(64) * 2**30).astype(int)
high = {}
for index in (1_000, 65_535, 1_000_000, 123_456_789, 2**30 - 1):
    sequence = qmc.Sobol(DIMENSIONS, scramble=False, bits=30)
    sequence.fast_forward(index)
    high[index] = np.round(sequence.random(1)[0] * 2**30).astype(int).tolist()
document = {"first": points[:, :12].tolist(), "high": [{"index": index, "words": words} for index, words in high.items()]}
document["last"] = points[:, [63, 127, 255]].tolist()
(root / "Tests/RandomnessTests/Fixtures/sobol.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")
