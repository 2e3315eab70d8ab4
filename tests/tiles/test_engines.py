"""A Dask cluster of separate processes gives the same bytes as one process, also when a worker is killed."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from storymap.model import EventSet, Text
from storymap.tiles.engines import Dask, Engine, EngineFault, Local
from storymap.tiles.events.making import make_event_tiles
from tests.tiles.air_operations import pieces

FILES, ROWS = 8, 8_000
WANTED = EventSet("missions", Text.of({"en": "Missions"}), "data/*.csv", "lon", "lat", "date", "type")


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("engines") / "air"
    (folder / "data").mkdir(parents=True)
    for number, table in enumerate(pieces(FILES * 250_000)):
        table.slice(0, ROWS).to_pandas().to_csv(folder / "data" / f"{number}.csv", index=False)
    return folder


def made(story: Path, engine: Engine, **more: object) -> dict[str, bytes]:
    make_event_tiles(WANTED, (), story, engine, **more)
    return {path.name: path.read_bytes() for path in (story / "tiles").iterdir()}


def test_a_cluster_gives_the_same_bytes_also_when_a_worker_is_killed(
    story: Path, cluster: LocalCluster, tmp_path: Path
):
    alone = made(story, Local())
    assert set(alone) == {
        f"missions{ending}" for ending in (".pmtiles", ".json", "-places.csv", "-bad-rows.csv")
    }
    engine = Dask(cluster.scheduler_address)
    assert made(story, engine) == alone

    killed = []

    def kill(stage: str, done: int, _: int) -> None:
        if (stage, done) == ("Reading", 2):
            with Client(cluster.scheduler_address, set_as_default=False) as client:
                killed.append(next(iter(client.run(os.getpid).values())))
                os.kill(killed[0], signal.SIGKILL)

    assert made(story, engine, work=str(tmp_path / "shared"), progress=kill) == alone
    assert len(killed) == 1
    engine.close()


def test_a_scheduler_that_is_not_there_is_told_in_words():
    with pytest.raises(EngineFault, match="No Dask scheduler answers at tcp:"):
        Dask("tcp://127.0.0.1:9")
