"""How much memory a process and all that it started hold, where the system tells (Linux)."""

import os
from contextlib import suppress
from pathlib import Path

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def resident(pid: int) -> int:
    """Bytes in memory, shared ones counted for each; 0 where that cannot be known."""
    total = 0
    with suppress(OSError, ValueError, IndexError):  # it may end at any moment
        total = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            total += resident(int(child))
    return total
