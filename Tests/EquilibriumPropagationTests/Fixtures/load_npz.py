"""Prints what NumPy finds in an .npz archive, as JSON."""

import json
import sys
import zipfile

import numpy

assert zipfile.ZipFile(sys.argv[1]).testzip() is None
print(
    json.dumps(
        {
            name: {
                "type": str(array.dtype),
                "shape": array.shape,
                "values": array.ravel().tolist(),
            }
            for name, array in numpy.load(sys.argv[1]).items()
        }
    )
)
