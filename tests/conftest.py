"""What the tests share: the encoder, an article with a faithful and a drifted translation, the command line."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from xlcheck.facts.statement import Statement
from xlcheck.facts.values import Number
from xlcheck.models import Encoder, load_profile
from xlcheck.report import Report

ROOT = Path(__file__).parent.parent

settings.register_profile("xlcheck", max_examples=50, deadline=None, derandomize="CI" in os.environ, database=None)
settings.load_profile("xlcheck")

ORIGINAL = """Harbour of Melby reopens after the storm

The harbour of Melby reopened on Monday. About 1,200 boats did not leave during the storm. The ferry to the \
island will run twice a day.

Repairs to the quay cost 3.5 million dollars. Fishermen must register before 12 May. The lighthouse was built \
by Danish masons a century ago.

Nobody was hurt when the crane fell.
"""
FAITHFUL = """梅尔比港在暴风雨后重新开放

梅尔比港周一重新开放。约1200艘船在暴风雨期间没有离开。开往岛上的渡轮每天将开两班。

码头的维修费用为350万美元。渔民必须在5月12日之前登记。灯塔是丹麦石匠一个世纪前建造的。

起重机倒下时没有人受伤。
"""
DRIFTED = """梅尔比港在暴风雨后重新开放

梅尔比港周一重新开放。约1200艘船在暴风雨期间离开。开往岛上的渡轮每天将开两班。

码头的维修费用为530万美元。渔民必须在5月12日之前登记。

起重机倒下时没有人受伤。
"""


@dataclass(frozen=True)
class Pair:
    """An article of ours with a translation that says the same and one that doesn't."""

    original: str = ORIGINAL
    faithful: str = FAITHFUL
    drifted: str = DRIFTED


@dataclass(frozen=True)
class Files:
    """The same as files."""

    folder: Path
    original: Path
    faithful: Path
    drifted: Path


#: A program that runs the command line and then names the modules that it took.
LOADED = """
import sys
sys.argv = ["xlcheck", *sys.argv[1:]]
from xlcheck.cli import main
try:
    main()
except SystemExit as stop:
    print("exit", stop.code)
print("loaded", *sorted(sys.modules))
"""


@dataclass(frozen=True)
class Run:
    """What a run of the command line came to."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        patch.delenv("NO_COLOR", raising=False)
        yield


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_profile("embedded").encoder


@pytest.fixture(scope="session")
def pair() -> Pair:
    return Pair()


@pytest.fixture(scope="session")
def report(pair: Pair) -> Report:
    """On the drifted translation: a lost negation, another sum, an omitted sentence."""
    from xlcheck import check

    return check(pair.original, pair.drifted)


@pytest.fixture
def files(tmp_path: Path, pair: Pair) -> Files:
    paths = [tmp_path / name for name in ("original.txt", "faithful.txt", "drifted.txt")]
    for path, text in zip(paths, (pair.original, pair.faithful, pair.drifted), strict=True):
        path.write_text(text, encoding="utf-8")
    return Files(tmp_path, *paths)


@pytest.fixture
def xlcheck(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """The command line in this process: ``xlcheck("check", file, file, stdin=b"")``."""
    from xlcheck.cli import main

    def run(*arguments: str | Path, stdin: bytes = b"") -> Run:
        monkeypatch.setattr(sys, "argv", ["xlcheck", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        return Run(int(stop.value.code or 0), *capsys.readouterr())

    return run


@pytest.fixture
def python() -> Callable[..., subprocess.CompletedProcess[str]]:
    """A fresh interpreter at the root of the checkout: ``python("-c", "…", PYTHONHASHSEED="1")``."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | {"PYTHONUTF8": "1"} | environment,
            capture_output=True,
            encoding="utf-8",
            timeout=50,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def numbers() -> Callable[[str, str], list[Number]]:
    """The numbers of a text: ``numbers("de", "1.250 Schafe")``."""
    return lambda language, text: Statement(text, language).numbers


@pytest.fixture(scope="session")
def number() -> Callable[[str, str], Number]:
    """The one number of a text."""

    def only(language: str, text: str) -> Number:
        found = Statement(text, language).numbers
        assert len(found) == 1, f"{text!r} has {len(found)} numbers: {found}"
        return found[0]

    return only
