"""A real cluster on this machine: the same bytes as without it, also when an actor is killed; collected where Ray is installed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
PAIRS = 320


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    file = tmp_path / "m.jsonl"
    rows = [
        {
            "id": f"p{n}", "original_language": "zh", "translation_language": "en",
            "original_text": f"港口周一重新开放。约{n + 1200}艘船没有离开。维修费用为{n + 3}万美元。",
            "translation_text": f"The harbour reopened on Monday. About {n + 1200} boats left. Repairs cost {n + 30000} dollars.",
        }
        for n in range(PAIRS)
    ]  # fmt: skip
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def batch(manifest: Path, store: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "xlcheck", "batch", str(manifest), "--store", str(store), "-q", *options]


def exported(store: Path) -> bytes:
    command = [sys.executable, "-m", "xlcheck", "store", "export", str(store)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def recorded(store: Path) -> int:
    if not store.is_file():
        return 0
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as base:
        try:
            return int(base.execute("SELECT count(*) FROM item").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def actors() -> list[int]:
    """Processes of our actors, as Ray names them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if name.startswith(b"ray::") and b"_Actor" in name:
            found.append(int(folder.name))
    return found


def test_a_cluster_gives_the_same_bytes_although_an_actor_is_killed(manifest: Path, tmp_path: Path) -> None:
    alone, spread = tmp_path / "alone.sqlite", tmp_path / "spread.sqlite"
    subprocess.run(batch(manifest, alone, "--jobs", "1"), check=True)
    run = subprocess.Popen(batch(manifest, spread, "--engine", "ray", "--jobs", "2"), stderr=subprocess.PIPE)
    until = time.monotonic() + 200
    while not (0 < recorded(spread) < PAIRS) and time.monotonic() < until and run.poll() is None:
        time.sleep(0.05)
    victims = actors()
    assert victims
    os.kill(victims[0], signal.SIGKILL)
    _, said = run.communicate(timeout=300)
    assert run.returncode == 0, said.decode()
    assert exported(spread) == exported(alone)


def test_a_cluster_that_is_not_there_is_one_line(manifest: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        batch(manifest, tmp_path / "s.sqlite", "--engine", "ray", "--ray-address", "127.0.0.1:1"),
        capture_output=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 2
    lines = [line for line in done.stderr.decode().splitlines() if line.startswith("xlcheck:")]
    assert len(lines) == 1
    assert "Ray can't be reached at 127.0.0.1:1" in lines[0]
