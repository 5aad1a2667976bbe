"""Checks for patterns of personal data. Where a number carries check digits they decide, so that a price is no card."""

import re
from collections.abc import Callable

from curation.pipeline.tokens import Limit
from curation.pipeline.types import Finding, Pair

# Every repetition is bounded: no text makes the search slow.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
PHONE = re.compile(
    r"(?<![\w.,/-])(?:"
    r"\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]?\d{2,4}){1,4}"  # with the prefix of a country
    r"|[6-9]\d{2}[ .-]?\d{3}[ .-]?\d{3}|[89]\d[ .-]\d{3}[ .-]\d{2}[ .-]\d{2}|[6-9]\d{2}(?:[ .-]\d{2}){3}"  # Spain
    r"|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}"  # North America
    r"|\(?0\d{2,4}\)? \d{3,4} ?\d{3,4}|07\d{3} ?\d{6}"  # United Kingdom
    r")(?![\w/-]|[.,]\d)"
)
SPANISH_IDENTITY = re.compile(r"(?<!\w)([XYZ]?)[ -]?(\d{7,8})[ -]?([A-Z])(?!\w)", re.IGNORECASE)
IDENTITY_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?!\w)")
CARD = re.compile(r"(?<![\w.,-])[3-6]\d{3}(?:[ -]?\d{2,6}){2,4}(?![\w-]|[.,]\d)")
SOCIAL_SECURITY = re.compile(r"(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])")
HEALTH_SERVICE = re.compile(r"(?<![\w-])\d{3}([ -])\d{3}\1\d{4}(?![\w-])")


def email(pair: Pair, source: str, limit: Limit) -> Finding | None:
    return _found("email", EMAIL, pair)


def phone(pair: Pair, source: str, limit: Limit) -> Finding | None:
    return _found("phone", PHONE, pair, lambda match: not _is_health_service(match.group()))


def spanish_identity(pair: Pair, source: str, limit: Limit) -> Finding | None:
    """A DNI or NIE whose letter fits its number."""
    return _found("spanish_identity", SPANISH_IDENTITY, pair, _letter_fits)


def iban(pair: Pair, source: str, limit: Limit) -> Finding | None:
    return _found("iban", IBAN, pair, lambda match: _is_iban(match.group().replace(" ", "")))


def card(pair: Pair, source: str, limit: Limit) -> Finding | None:
    return _found("card", CARD, pair, lambda match: _is_card(_digits(match.group())))


def social_security(pair: Pair, source: str, limit: Limit) -> Finding | None:
    """A social security number of the United States."""
    return _found("social_security", SOCIAL_SECURITY, pair)


def health_service(pair: Pair, source: str, limit: Limit) -> Finding | None:
    """A number of the British National Health Service."""
    return _found("health_service", HEALTH_SERVICE, pair, lambda match: _is_health_service(match.group()))


def _found(
    kind: str, pattern: re.Pattern[str], pair: Pair, holds: Callable[[re.Match[str]], bool] = bool
) -> Finding | None:
    for part, text in (("completion", pair.completion), ("prompt", pair.prompt)):
        match = next((match for match in pattern.finditer(text) if holds(match)), None)
        if match:
            return Finding("personal_data", blocks=False, values={"kind": kind}, part=part, quote=match.group())
    return None


def _digits(text: str) -> list[int]:
    return [int(sign) for sign in text if sign.isdigit()]


def _letter_fits(match: re.Match[str]) -> bool:
    foreign, number, letter = match.groups()
    if len(number) != (7 if foreign else 8):
        return False
    value = int(str("XYZ".index(foreign.upper())) + number if foreign else number)
    return IDENTITY_LETTERS[value % 23] == letter.upper()


def _is_iban(text: str) -> bool:
    """The remainder of the standard: letters count from 10, the first four signs go last."""
    return int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4])) % 97 == 1


def _is_card(digits: list[int]) -> bool:
    """Luhn's sum."""
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]
    return 13 <= len(digits) <= 19 and (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


def _is_health_service(text: str) -> bool:
    digits = _digits(text)
    return len(digits) == 10 and sum(digit * (10 - at) for at, digit in enumerate(digits)) % 11 == 0 and any(digits)
