"""How many there are of something, in words of a terminal."""


def counted(number: int, word: str) -> str:
    """Return `1 story`, `2 stories`, `1,234 files`; the word is given for one."""
    if number == 1:
        return f"1 {word}"
    return f"{number:,} {f'{word[:-1]}ies' if word.endswith('y') else f'{word}s'}"
