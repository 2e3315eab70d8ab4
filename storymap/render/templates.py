"""The Jinja environment of our pages: files only, autoescape always on, an unknown name is an error."""

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from storymap.languages import translation
from storymap.paths import templates_dir
from storymap.render.filters import filters


@lru_cache(maxsize=32)
def environment(language: str) -> Environment:
    """Return the environment whose `_("…")` and `ngettext(…)` speak `language` (BCP 47).

    Author data never becomes a template: templates come from the templates folder alone.
    """
    made = Environment(loader=FileSystemLoader(templates_dir()), autoescape=True, undefined=StrictUndefined,
                       extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
    made.install_gettext_translations(translation(language), newstyle=True)  # type: ignore[attr-defined]
    made.policies["ext.i18n.trimmed"] = True
    made.filters |= filters(language)
    return made


def render(template: str, language: str, **values: object) -> str:
    """Render one template file with `values`."""
    return environment(language).get_template(template).render(**values)
