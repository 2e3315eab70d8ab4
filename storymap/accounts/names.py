"""Names and passwords of users: when two names are the same, and which are refused."""

import unicodedata

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1024
LONGEST_NAME = 64


def tidy_name(name: str) -> str:
    """Return the name as it is shown: composed (NFC), with single spaces and none at the ends."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def shown_name(name: str) -> str:
    """Return a name as a message may hold it: short, and with nothing that moves the cursor."""
    shown = tidy_name(name)[:80]
    return shown if shown.isprintable() else ascii(shown)


def fold_name(name: str) -> str:
    """Return what decides whether two names are the same: NFKC and case folding, until nothing changes."""
    folded = tidy_name(name)
    while (again := tidy_name(unicodedata.normalize("NFKC", folded).casefold())) != folded:
        folded = again
    return folded


def why_not_a_name(name: str) -> str:
    """Return in words why this can't be a user's name, or ""."""
    shown = tidy_name(name)
    if not shown or not fold_name(shown):
        return "A name needs at least one letter."
    if len(shown) > LONGEST_NAME or len(fold_name(shown)) > LONGEST_NAME:
        return f"A name has at most {LONGEST_NAME} characters."
    if not shown.isprintable():
        return "A name can't hold characters that nobody sees."
    if not any(c.isalnum() for c in shown):
        return "A name needs at least one letter or digit."
    return ""


def tidy_password(password: str) -> str:
    """Return the password as it is hashed: composed (NFC, as RFC 8265 says), whatever the keyboard sent."""
    return unicodedata.normalize("NFC", password)


def why_not_a_password(password: str, name: str = "") -> str:
    """Return in words why this can't be the password of the user `name`, or ""."""
    tidied = tidy_password(password)
    if len(tidied) < SHORTEST_PASSWORD:
        return f"A password has at least {SHORTEST_PASSWORD} characters; a few words in a row are good."
    if len(tidied) > LONGEST_PASSWORD:
        return f"A password has at most {LONGEST_PASSWORD} characters."
    if len(set(tidied)) < 4:
        return "This password repeats itself too much to be one."
    if name and fold_name(tidied) == fold_name(name):
        return "The password can't be the name."
    return ""
