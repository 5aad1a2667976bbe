"""How long an annotator waits for the next example, for a save and for a decision, over HTTP, as the queue grows.

`python bench/queue.py [--n 300] [--postgresql]` starts the whole product twice, with 1,000 and with 100,000 drafted
examples. The two take turns, so that whatever else the machine does weighs on both alike. A decision's answer is the
next example, ready to be worked on: "submit" is the time that a person waits between two examples.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # not this folder: the standard library has a module queue too

from concurrent.futures import ThreadPoolExecutor  # noqa: E402

from bench._browsing import Person  # noqa: E402
from bench.report import report  # noqa: E402
from tests.services import Product, own_database, postgresql  # noqa: E402

SIZES = (1_000, 100_000)
AT_ONCE = 8
TURN = 16  # examples that one product settles before it is the other's turn
Times = dict[str, list[float]]


def settle(person: Person, times: Times) -> None:
    """One example, as the screen does it: open it, save what was typed, decide."""
    for step in ("next", "save", "submit"):
        began = time.perf_counter()
        getattr(person, step)()
        times[step].append(1000 * (time.perf_counter() - began))


def settle_many(people: list[Person], times: Times) -> None:
    """One product's turn: everybody settles as many, all at once."""

    def work(person: Person) -> None:
        for _ in range(TURN // len(people)):
            settle(person, times)

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(work, people))


@contextmanager
def product(size: int, server: str | None) -> Iterator[list[Person]]:
    """The running product with a queue of this size, and the people who work on it."""
    with tempfile.TemporaryDirectory(prefix="glosa-bench-") as data, own_database(server) as url:
        running = Product(data, url)
        try:
            running.start()
            fill = [sys.executable, str(ROOT / "bench" / "_queue_jobs.py"), str(size), str(AT_ONCE + 1)]
            subprocess.run(fill, env=running.environment, check=True)
            yield [Person(running.port, f"person-{n}") for n in range(AT_ONCE + 1)]
        finally:
            running.stop()


def measure(database: str, server: str | None, count: int) -> None:
    with ExitStack() as stack:
        people = {size: stack.enter_context(product(size, server)) for size in SIZES}
        for crowd, of in (("alone", slice(0, 1)), (f"{AT_ONCE} at once", slice(1, None))):
            times = {size: {"next": [], "save": [], "submit": []} for size in SIZES}
            for _ in range(0, count, TURN):
                for size in SIZES:
                    settle_many(people[size][of], times[size])
            for step in ("next", "save", "submit"):
                tell(f"queue.{database}.{crowd}.{step}", {size: times[size][step] for size in SIZES})


def tell(name: str, times: dict[int, list[float]]) -> None:
    small, large = SIZES
    peer = f"the same at {small:,} examples"
    for percent in (50, 95, 99):
        at = {size: quantiles(times[size], n=100)[percent - 1] for size in SIZES}
        report(f"{name}.p{percent}", at[small], "ms", small)
        report(f"{name}.p{percent}", at[large], "ms", large, peer=peer, ratio=at[large] / at[small])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=300, help="examples settled by each crowd at each size")
    parser.add_argument("--postgresql", action="store_true", help="measure on a private PostgreSQL, too")
    arguments = parser.parse_args()
    measure("sqlite", None, arguments.n)
    with postgresql() if arguments.postgresql else nullcontext() as server:
        if server:
            measure("postgresql", server, arguments.n)


if __name__ == "__main__":
    main()
