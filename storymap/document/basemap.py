"""What lies under the story: the shipped offline map, or live tiles that the author named."""

from typing import Any
from urllib.parse import urlsplit

OFFLINE: dict[str, Any] = {"kind": "offline"}


class UnknownBasemap(ValueError):
    """The basemap can't be used; the text says why."""


def basemap(name: str) -> dict[str, Any]:
    """Return the basemap of the document for `offline` or a name such as `OpenStreetMap.Mapnik`.

    The address keeps `{z}`, `{x}`, `{y}` and, where the provider has sharper tiles, `{r}`.

    Raises
    ------
    UnknownBasemap
        xyzservices doesn't know the name, or the tiles need a key or come without encryption.
    """
    if name.strip().lower() in ("", "offline"):
        return dict(OFFLINE)
    import xyzservices

    try:
        provider = xyzservices.providers.query_name(name)
    except ValueError:
        raise UnknownBasemap("xyzservices knows no tiles of this name") from None
    if provider.requires_token():
        raise UnknownBasemap("these tiles need a key")
    url = provider.build_url(x="{x}", y="{y}", z="{z}", scale_factor="{r}")
    host = urlsplit(url).netloc
    if not url.startswith("https://") or not host:
        raise UnknownBasemap("these tiles come without encryption")
    return {
        "kind": "tiles",
        "name": provider.name,
        "url": url,
        "host": host,
        "attribution": provider.attribution.replace("(C)", "©"),
        "max_zoom": int(provider.get("max_zoom", 18)),
    }
