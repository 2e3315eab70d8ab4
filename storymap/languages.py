"""The interface's own words in the reader's language, from gettext catalogues."""

import gettext
import io
import re
from functools import lru_cache

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from storymap.paths import locales_dir

PSEUDO = "en-XA"
"""The pseudo-locale: every translated text is accented and 40 % longer, so that tests see what is not."""

_FIELDS = re.compile(r"(\{\w*\}|%\(\w+\)s)")
_ACCENTS = str.maketrans("aeiouAEIOUcnsy", "áéíóúÁÉÍÓÚçñšý")


class _Pseudo(gettext.NullTranslations):
    """Translations that mark every text that went through gettext."""

    def gettext(self, message: str) -> str:
        """Return the text with accents and padding; `{fields}` and `%(fields)s` stay as they are."""
        parts = _FIELDS.split(message)
        marked = "".join(part if index % 2 else part.translate(_ACCENTS) for index, part in enumerate(parts))
        return "⟦" + marked + "·" * (len(message) * 2 // 5) + "⟧"

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the pseudo text of the right number."""
        return self.gettext(singular if n == 1 else plural)


@lru_cache(maxsize=32)
def translation(language: str) -> gettext.NullTranslations:
    """Return the translations for a BCP 47 language; English is the source and needs none.

    A language with no catalogue of its own falls back on its base language, then on English.
    """
    if language == PSEUDO:
        return _Pseudo()
    for tag in (language, language.split("-")[0]):
        file = locales_dir() / tag / "LC_MESSAGES" / "storymap.po"
        if file.is_file():
            compiled = io.BytesIO()
            with file.open("rb") as source:
                write_mo(compiled, read_po(source, locale=tag.replace("-", "_"), domain="storymap"))
            compiled.seek(0)
            return gettext.GNUTranslations(compiled)
    return gettext.NullTranslations()


def interface_languages() -> list[str]:
    """Return the languages that the interface speaks, English first."""
    return ["en", *sorted(folder.name for folder in locales_dir().iterdir() if folder.is_dir())]
