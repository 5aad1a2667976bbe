"""What a person may choose about the lines of a dataset; a format ignores the choices that are not its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    system: str = ""  # chat: a system message before every example that has none of its own
    separator: str = "\n\n###\n\n"  # completion: ends every prompt
    stop: str = " END"  # completion: ends every completion
    leading_space: bool = True  # completion: " yes" is one token where "yes" after a separator is often two
