"""The Jinja environment of our pages: files only, autoescape always on, an unknown name is an error."""

from functools import lru_cache

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from storymap.languages import translation
from storymap.paths import templates_dir
from storymap.render.filters import WORDS, filters
from storymap.render.isolation import keeper


class _Compiled(BytecodeCache):
    """What templates are compiled to, once for all languages: words are looked up when they are rendered."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@lru_cache(maxsize=32)
def environment(language: str, within: str = "") -> Environment:
    """Return the environment whose `_("…")` and `ngettext(…)` speak `language` (BCP 47).

    `within` is the language of the page around these words, where that is another. Author data never
    becomes a template: templates come from the templates folder alone.
    """
    made = Environment(loader=FileSystemLoader(templates_dir()), autoescape=True, undefined=StrictUndefined,
                       extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True,
                       bytecode_cache=_COMPILED)
    words, kept = translation(language), keeper(language, within or language)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        kept(words.gettext), kept(words.ngettext), newstyle=True
    )
    made.policies["ext.i18n.trimmed"] = True
    made.filters |= filters(language)
    made.filters |= {name: kept(made.filters[name]) for name in WORDS}
    return made


def render(template: str, language: str, *, within: str = "", **values: object) -> str:
    """Render one template file with `values`, for a page in the language `within`."""
    return environment(language, within).get_template(template).render(**values)
