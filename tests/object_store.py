"""moto's S3 server as a real process, and buckets that everybody may read, as those of sites."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.request import Request, urlopen

_PLAIN = {"Content-Type": "application/octet-stream"}  # else the server takes the body for a form
_MOTO = """import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()"""


@contextmanager
def object_store() -> Iterator[str]:
    """Run the server and yield its address."""
    with subprocess.Popen([sys.executable, "-c", _MOTO], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True) as server:  # fmt: skip
        assert server.stdout is not None
        assert server.stdin is not None
        port = next(line for line in server.stdout if line.strip().isdigit()).strip()
        yield f"http://127.0.0.1:{port}"
        server.stdin.close()
        server.kill()


def environment(address: str) -> dict[str, str]:
    """Return what a program needs to write there."""
    return {"AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": "us-east-1"}  # fmt: skip


def make_public_bucket(server: str, name: str) -> None:
    """Make a bucket that everybody may read, as that of a site; the tests change it, too."""
    allowed = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    rule = {"Effect": "Allow", "Principal": "*", "Action": allowed,
            "Resource": f"arn:aws:s3:::{name}/*"}  # fmt: skip
    policy = json.dumps({"Version": "2012-10-17", "Statement": [rule]}).encode()
    for request in (Request(f"{server}/{name}", method="PUT"),
                    Request(f"{server}/{name}?policy", policy, _PLAIN, method="PUT")):  # fmt: skip
        with urlopen(request):
            pass


@dataclass(frozen=True)
class Bucket:
    """A bucket of moto's server, read as browsers read it."""

    server: str
    name: str

    @property
    def url(self) -> str:
        """Address to publish to."""
        return f"s3://{self.name}/maps"

    def get(self, key: str) -> tuple[bytes, dict[str, str]]:
        """Return an object and its headers."""
        with urlopen(f"{self.server}/{self.name}/maps/{key}") as answer:
            return answer.read(), {name.lower(): value for name, value in answer.headers.items()}

    def files(self) -> dict[str, bytes]:
        """Return all objects by key."""
        with urlopen(f"{self.server}/{self.name}?list-type=2&prefix=maps/") as answer:
            tree = ET.parse(answer).getroot()
        keys = [(one.text or "").removeprefix("maps/") for one in tree.iter() if one.tag.endswith("}Key")]
        return {key: self.get(key)[0] for key in keys}

    def put(self, key: str, data: bytes) -> None:
        """Put an object behind the publisher's back."""
        with urlopen(Request(f"{self.server}/{self.name}/maps/{key}", data, _PLAIN, method="PUT")):
            pass

    def delete(self, key: str) -> None:
        """Remove an object behind the publisher's back."""
        with urlopen(Request(f"{self.server}/{self.name}/maps/{key}", method="DELETE")):
            pass

