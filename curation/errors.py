"""`Conflict` and its family: what a person asked for no longer fits the current state.

Each carries a sentence for that person; one middleware (`http.ConflictMiddleware`) answers 409 with it.
"""


class Conflict(Exception):
    """You lost to the current state."""


class LeaseLost(Exception):
    """A background run no longer holds what it works on; it stops quietly, because another run has it."""
