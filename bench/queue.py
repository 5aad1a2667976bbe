"""How long an annotator waits for the next example, for a save and for a decision, over HTTP, as the queue grows.

`python bench/queue.py [--sqlite] [--sizes 10000 100000 1000000] [--n 96] [--crowd 200] [--seconds 75]` starts the whole
product once for each size, on a private PostgreSQL unless told otherwise, each with a queue of that many drafted
examples. They take turns, so that whatever else the machine does weighs on all alike: one person alone, then eight at
once without a pause, then the same eight as they work, with each next example fetched in advance. At last a
crowd works on the largest queue, reading five to fifteen seconds before each decision.

Of every step: `http` is what the person waits for, `server` what the application says it took. "next" opens an example
from the navigation (two requests), "save" keeps what was typed, "submit" decides and brings the next workspace, "peek"
fetches that in advance, and "ahead" decides when it was fetched.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # not this folder: the standard library has a module queue too

from concurrent.futures import ThreadPoolExecutor  # noqa: E402

from bench._browsing import Person  # noqa: E402
from bench.report import report  # noqa: E402
from tests.services import Product, own_database, postgresql  # noqa: E402

AT_ONCE = 8
TURN = 16  # examples that one product settles before it is the next one's turn
STEPS = ("next", "save", "submit", "peek", "save", "ahead")  # two examples
AS_PEOPLE = ("peek", "save", "ahead") * 2  # two examples, the next one always fetched in advance, as the screen does
THINK = (5, 15)  # seconds
Times = dict[str, list[float]]  # by step and clock


def timed(person: Person, step: str, times: Times) -> None:
    person.server = 0
    began = time.perf_counter()
    getattr(person, step)()
    times[f"{step}.http"].append(1000 * (time.perf_counter() - began))
    times[f"{step}.server"].append(person.server)


def together(people: list[Person], work: Callable[[Person], None]) -> None:
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(work, people))


def settle(people: list[Person], steps: Sequence[str], times: Times) -> None:
    """One product's turn: everybody settles as many, all at once."""

    def work(person: Person) -> None:
        for _ in range(TURN // len(people) // 2 or 1):
            for step in steps:
                timed(person, step, times)

    together(people, work)


def crowd(people: list[Person], seconds: float, times: Times) -> int:
    """Everybody reads, types and decides at their own pace; how many requests failed."""
    failed = 0
    end = time.monotonic() + seconds

    def work(person: Person) -> None:
        nonlocal failed
        dice = random.Random(id(person))
        time.sleep(dice.uniform(0, THINK[1]))  # nobody begins at the same moment
        try:
            timed(person, "next", times)
            while time.monotonic() < end:
                timed(person, "peek", times)
                think = dice.uniform(*THINK)
                time.sleep(think / 2)
                timed(person, "save", times)
                time.sleep(think / 2)
                timed(person, "ahead", times)
        except (RuntimeError, OSError) as error:
            print(error, file=sys.stderr)
            failed += 1

    together(people, work)
    return failed


@contextmanager
def product(size: int, people: int, server: str | None) -> Iterator[list[Person]]:
    """The running product with a queue of this size, and the people who work on it."""
    with tempfile.TemporaryDirectory(prefix="glosa-bench-") as data, own_database(server) as url:
        running = Product(data, url)
        try:
            running.start()
            fill = [sys.executable, str(ROOT / "bench" / "_queue_jobs.py"), str(size), str(people)]
            began = time.perf_counter()
            filled = subprocess.run(fill, env=running.environment, check=True, stdout=subprocess.PIPE, text=True)
            report("queue.fill", time.perf_counter() - began, "s", size)
            yield [Person(running.port, session) for session in json.loads(filled.stdout)]
        finally:
            running.stop()


def tell(name: str, times: dict[int, Times]) -> None:
    """Percentiles of each step at each size; the ratio is to the smallest queue."""
    smallest = min(times)
    for what in sorted(times[smallest]):
        for percent in (50, 95, 99):
            at = {size: quantiles(of[what], n=100)[percent - 1] for size, of in times.items()}
            for size, value in at.items():
                peer = {} if size == smallest else {"peer": f"{smallest:,} examples", "ratio": value / at[smallest]}
                report(f"{name}.{what}.p{percent}", value, "ms", size, **peer)


def measure(database: str, server: str | None, arguments: argparse.Namespace) -> None:
    sizes = sorted(arguments.sizes)
    with ExitStack() as stack:
        people = {size: stack.enter_context(product(size, arguments.crowd + AT_ONCE + 1, server)) for size in sizes}
        one, eight = slice(0, 1), slice(1, AT_ONCE + 1)
        for name, of, steps in (
            ("alone", one, STEPS),
            (f"{AT_ONCE} at once", eight, STEPS),
            (f"{AT_ONCE} at once as people work", eight, AS_PEOPLE),
        ):
            times: dict[int, Times] = {size: defaultdict(list) for size in sizes}
            for turn in range(-1, arguments.n // TURN):
                for size in sizes:
                    kept = times[size] if turn >= 0 else defaultdict(list)  # the first one warms up
                    settle(people[size][of], steps, kept)
            report(f"queue.{database}.{name}.load of the machine", os.getloadavg()[0], "processes", arguments.n)
            tell(f"queue.{database}.{name}", times)
        many = people[sizes[-1]][AT_ONCE + 1 :]
        busy: Times = defaultdict(list)
        failed = crowd(many, arguments.seconds, busy) if many else 0
        if many:
            tell(f"queue.{database}.{len(many)} with think time", {sizes[-1]: busy})
            tell_crowd(f"queue.{database}.crowd", many, failed, busy)


def tell_crowd(name: str, people: list[Person], failed: int, times: Times) -> None:
    everything = [value for step, values in times.items() if step.endswith(".http") for value in values]
    holders = Counter(address for person in people for address in person.held)
    report(f"{name}.all requests.p95", quantiles(everything, n=100)[94], "ms", len(everything))
    report(f"{name}.load of the machine", os.getloadavg()[0], "processes", len(people))
    report(f"{name}.failed", failed, "people", len(people))
    report(f"{name}.held twice", sum(count > 1 for count in holders.values()), "examples", len(holders))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--n", type=int, default=96, help="examples settled by each crowd at each size")
    parser.add_argument("--crowd", type=int, default=200, help="people with think time; 0 leaves them out")
    parser.add_argument("--seconds", type=float, default=75, help="how long the crowd works")
    parser.add_argument("--sqlite", action="store_true", help="measure on SQLite instead of PostgreSQL")
    arguments = parser.parse_args()
    with nullcontext() if arguments.sqlite else postgresql() as server:
        measure("sqlite" if arguments.sqlite else "postgresql", server, arguments)


if __name__ == "__main__":
    main()
