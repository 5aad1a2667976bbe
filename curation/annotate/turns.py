"""The earlier turns of a conversation, as they are edited."""

from curation.examples.turns import Turns


def changed(turns: Turns, step: str) -> Turns:
    """After a button without scripts: `add`, or `up-2`, `down-2` and `remove-2` of the turn at that place."""
    what, _dash, place = step.partition("-")
    if what == "add":
        return [*turns, [_next_role(turns), ""]]
    at = int(place) if place.isdecimal() else len(turns)
    if not 0 <= at < len(turns):
        return turns
    rest = [*turns[:at], *turns[at + 1 :]]
    if what == "remove":
        return rest
    to = max(0, at + (1 if what == "down" else -1))
    return [*rest[:to], turns[at], *rest[to:]]


def _next_role(turns: Turns) -> str:
    return "assistant" if turns and turns[-1][0] == "user" else "user"
