#!/usr/bin/env python
"""Django's command line for this product."""

import os
import signal
import sys

from django.core.management import execute_from_command_line

ENDED_BY_ITS_READER = 128 + signal.SIGPIPE  # as a shell tells it of `head`'s neighbours


def main() -> int:
    """Carry the command out; one whose output nobody reads to its end, as before `| head`, ends without a word."""
    try:
        try:
            execute_from_command_line(sys.argv)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still held back goes nowhere
        return ENDED_BY_ITS_READER
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "curation.settings")
    sys.exit(main())
