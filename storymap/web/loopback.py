"""Whether a request can only have come from a person at this machine."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from werkzeug.wrappers import Request

_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
              "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Forwarded-Server", "X-Real-IP", "X-Client-IP",
              "CF-Connecting-IP", "True-Client-IP")


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine can reach the host: `localhost`, 127.0.0.0/8 or ::1."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def from_this_machine(request: Request) -> bool:
    """Whether the request came straight from a program here that asked for this machine by such a name.

    A page of another site that had its own name point to 127.0.0.1 (DNS rebinding) sends that name as Host.
    A proxy that passes on what others ask says so in a header, or speaks HTTP/1.0 as no browser does.
    """
    origin = request.headers.get("Origin")
    return (is_loopback(request.remote_addr or "")
            and is_loopback(host_name(request.headers.get("Host", "")))
            and (origin is None or is_loopback(host_name(origin.partition("://")[2])))
            and not any(name in request.headers for name in _FORWARDED)
            and request.environ.get("SERVER_PROTOCOL") != "HTTP/1.0")


def host_name(host: str) -> str:
    """Return the name in a Host header, without port and brackets; "" for what can't be one."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises for a port that is none
    except ValueError:
        return ""
    odd = parts.username is not None or parts.path or parts.query or parts.fragment
    return "" if odd else parts.hostname or ""
