"""How the reading process is started: what it may see of this machine, and under which environment.

With bubblewrap it sees the program, the one file, and no network; without, only the limits it sets on itself hold.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

PIPELINE = Path(__file__).resolve().parent
# `curation/__init__.py` starts Celery and Django. A reader needs neither, and has not the settings for them.
BOOTSTRAP = """
import sys, types
package = types.ModuleType("curation")
package.__path__ = [sys.argv[1]]
sys.modules["curation"] = package
from curation.pipeline.child import main
main()
"""
SCRATCH_BYTES = 256 * 2**20
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/opt/homebrew", "/nix/store")
PROBE_SECONDS = 10
OUT_OF_MEMORY = 77  # the child's exit status


def command(file: Path, cache: Path | None = None) -> list[str]:
    """What to run so that the child can read `file`, and what was recognised in it before."""
    return _wrapped(file, reader(), cache) if bubblewrap_works() else reader()


def reader() -> list[str]:
    return [sys.executable, "-I", "-c", BOOTSTRAP, str(PIPELINE.parent)]


def environment() -> dict[str, str]:
    """No secrets, no settings: a file that takes over the process finds nothing to read there."""
    kept = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    kept["MALLOC_ARENA_MAX"] = "1"  # one thread allocates: each further arena takes 64 MiB of address space
    kept["HWLOC_HIDE_ERRORS"] = "2"  # a library of the second text recognition engine looks for /sys
    if "TESSDATA_PREFIX" in os.environ:
        kept["TESSDATA_PREFIX"] = os.environ["TESSDATA_PREFIX"]
    return kept


@cache
def bubblewrap_works() -> bool:
    """Whether bubblewrap is here and may make namespaces, which containers often forbid. Asked once."""
    if not shutil.which("bwrap"):
        return False
    check = [sys.executable, "-I", "-c", "import resource"]
    try:
        wrapped = _wrapped(PIPELINE / "types.py", check)
        tried = subprocess.run(wrapped, env=environment(), capture_output=True, timeout=PROBE_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


def _wrapped(file: Path, inner: list[str], cache: Path | None = None) -> list[str]:
    shared = dict.fromkeys([*SYSTEM, sys.prefix, sys.base_prefix, *_extra(), str(PIPELINE)])
    binds = [part for place in shared if Path(place).exists() for part in ("--ro-bind", place, place)]
    return [
        *("bwrap", "--unshare-all", "--die-with-parent", "--new-session"),
        *("--proc", "/proc", "--dev", "/dev", "--size", str(SCRATCH_BYTES), "--tmpfs", "/tmp"),  # noqa: S108
        *binds,
        *(("--ro-bind", str(cache), str(cache)) if cache and cache.exists() else ()),
        *("--ro-bind", str(file), str(file), "--chdir", "/tmp", "--"),  # noqa: S108  a tmpfs of its own
        *inner,
    ]


def _extra() -> list[str]:
    return [os.environ["TESSDATA_PREFIX"]] if "TESSDATA_PREFIX" in os.environ else []
