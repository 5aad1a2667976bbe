"""How long `make run` takes until the address is on screen, the first time and the second; the limit is ten seconds.

Set-up (packages, catalogues, static files) is done before by `make`; the first start makes the database and the keys.
"""

import sys
import tempfile
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)  # not this folder, which has a queue.py

from bench.report import report  # noqa: E402
from tests.services import Product  # noqa: E402

LIMIT = 10  # seconds


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="glosa-bench-") as data:
        product = Product(data)
        for which in ("first", "second"):
            began = time.perf_counter()
            product.start()
            seconds = time.perf_counter() - began
            product.stop()
            report(f"start.{which}", seconds, "s", 1, peer=f"limit of {LIMIT} s", ratio=seconds / LIMIT)


if __name__ == "__main__":
    main()
