"""Makes any text safe to hand to folium, which reads strings as templates and as HTML."""

_SPECIAL = frozenset("&<>\"'{}%$`\\#\u2028\u2029")
_ENTITIES = {ord(sign): f"&#{ord(sign)};" for sign in _SPECIAL}


def plain(text: object) -> str:
    """Return a text that folium shows as it is, in popups, tooltips, names and attributions.

    folium renders strings as Jinja templates, twice, and browsers read the result as HTML. The answer has
    none of the signs that mean something to either, or to a script around it.

    Examples
    --------
    >>> plain("100%{% off")
    '100&#37;&#123;&#37; off'
    """
    return str(text).translate(_ENTITIES)
