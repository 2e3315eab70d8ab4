"""Text of others on a terminal: it can't move the cursor, break a line or ring the bell."""


def plain(text: str) -> str:
    """Return the text with spaces for white space, and a mark for what else can't be shown."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)
