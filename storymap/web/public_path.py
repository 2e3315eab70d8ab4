"""Pages behind a proxy at a path such as `https://example.org/maps/`: addresses in them keep that path."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class PublicPath:
    """A WSGI application mounted where readers see it, whether or not the proxy cuts the path off."""

    def __init__(self, application: "WSGIApplication", public_url: str) -> None:
        """Wrap `application`; an address without a path changes nothing."""
        self._application = application
        self._path = urlsplit(public_url).path.rstrip("/")

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Pass the request on with the path as its root."""
        if self._path:
            asked = environ.get("PATH_INFO", "")
            if asked == self._path or asked.startswith(self._path + "/"):
                environ["PATH_INFO"] = asked[len(self._path):] or "/"
            environ["SCRIPT_NAME"] = self._path
        return self._application(environ, start_response)
