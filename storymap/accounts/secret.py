"""The library's secret: it signs what visitors carry, so that nobody can make one up."""

import hashlib
import secrets
from pathlib import Path

from itsdangerous import BadSignature, Signer

from storymap.accounts.folder import make_state_folder, put_private_file
from storymap.storage.lock import locked


class Secret:
    """The key in `.storymap/secret`, made on first use; deleting the file ends every session and link."""

    def __init__(self, folder: Path) -> None:
        """Name the file; nothing is read yet."""
        self._file = folder / "secret"

    def sign(self, purpose: str, text: str) -> str:
        """Return the text with its signature; `purpose` keeps a session from passing for a link."""
        return _signer(self._key(), purpose).sign(text).decode()

    def unsign(self, purpose: str, signed: str) -> str | None:
        """Return the text that was signed, None for anything else."""
        try:
            key = self._file.read_bytes()
            return _signer(key, purpose).unsign(signed).decode()
        except (FileNotFoundError, BadSignature, UnicodeError):
            return None

    def mark(self, text: str) -> str:
        """Return a keyed hash, for what must be told apart but not kept (such as a mistyped name)."""
        data = text.encode(errors="replace")
        return hashlib.blake2b(data, key=self._key()[:64], digest_size=16).hexdigest()

    def _key(self) -> bytes:
        if not self._file.is_file():
            make_state_folder(self._file.parent)
            with locked(self._file.parent):
                if not self._file.is_file():
                    put_private_file(self._file, secrets.token_hex(32).encode())
        return self._file.read_bytes()


def _signer(key: bytes, purpose: str) -> Signer:
    return Signer(key, salt=f"storymap {purpose}", key_derivation="hmac", digest_method=hashlib.sha256)
