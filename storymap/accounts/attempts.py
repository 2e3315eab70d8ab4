"""Failed sign-ins, counted by name and by address for all processes; each further one costs a longer wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import IPv6Address, ip_address

from storymap.accounts.database import Database
from storymap.accounts.names import fold_name
from storymap.accounts.secret import Secret

FREE_BY_NAME = 5
FREE_BY_ADDRESS = 20  # a school or a newsroom shares one
LONGEST_WAIT = 900.0  # seconds
_FORGOTTEN = 86_400.0  # seconds after which a failure no longer counts


class Attempts:
    """Counts an attempt before it is made, so that many at once are no way round."""

    def __init__(self, database: Database, secret: Secret, clock: Callable[[], float]) -> None:
        """Use the library's file and secret; `clock` gives seconds since 1970."""
        self._database = database
        self._secret = secret
        self._clock = clock

    def begin(self, name: str, address: str) -> float:
        """Count an attempt as failed and return 0.0, or return how many seconds to wait before the next."""
        now = self._clock()
        keys = self._keys(name, address)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM attempt WHERE last < ?", (now - _FORGOTTEN,))
            waits = [wait for key, _ in keys
                     for (until,) in connection.execute("SELECT until FROM attempt WHERE key = ?", (key,))
                     # A clock that was set back must not shut people out for hours.
                     if 0 < (wait := until - now) <= LONGEST_WAIT]
            if waits:
                return float(max(waits))
            for key, free in keys:
                row = connection.execute("SELECT failures FROM attempt WHERE key = ?", (key,)).fetchone()
                failures = 1 + (row["failures"] if row else 0)
                wait = min(2.0 ** min(failures - free, 30), LONGEST_WAIT) if failures >= free else 0.0
                connection.execute("INSERT OR REPLACE INTO attempt VALUES (?, ?, ?, ?)",
                                   (key, failures, now + wait, now))
        return 0.0

    def succeeded(self, name: str, address: str) -> None:
        """Take back what `begin` counted: the name starts anew, the address has one failure less."""
        (by_name, _), (by_address, _) = self._keys(name, address)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM attempt WHERE key = ?", (by_name,))
            connection.execute("UPDATE attempt SET failures = max(0, failures - 1), until = 0 WHERE key = ?",
                               (by_address,))

    def _keys(self, name: str, address: str) -> list[tuple[str, int]]:
        """Return key and free failures of both; hashed, since people type passwords where names belong."""
        return [(self._secret.mark(f"name {fold_name(name[:200])}"), FREE_BY_NAME),
                (self._secret.mark(f"address {network(address)}"), FREE_BY_ADDRESS)]


def network(address: str) -> str:
    """Return what counts as one address: IPv4 whole, IPv6 the /64 that one customer has."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped) if ip.ipv4_mapped else ":".join(_groups(ip))
    return str(ip)


def _groups(ip: IPv6Address) -> Iterable[str]:
    return ip.exploded.split(":")[:4]
