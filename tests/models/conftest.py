"""Toy checkpoints, each made once a session, and a models.cfg that names one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.models import toys
from xlcheck.models.files import ModelsFile
from xlcheck.models.runtime import Runtime
from xlcheck.models.spec import Spec

Toy = Callable[[str], Path]
Described = Callable[..., Spec]


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Toy:
    """The folder of a toy checkpoint, by its name in toys.py."""
    made: dict[str, Path] = {}

    def folder(name: str) -> Path:
        if name not in made:
            made[name] = toys.made(name, tmp_path_factory.mktemp("toys") / name)
        return made[name]

    return folder


@pytest.fixture
def described(toy: Toy) -> Described:
    """A toy as a models.cfg describes it: ``described("bert", pooling="cls")``."""

    def spec(name: str, **options: str) -> Spec:
        return Spec(name, Path("models.cfg"), {"backend": "transformers", "path": str(toy(name)), **options})

    return spec


@pytest.fixture
def runtime() -> Runtime:
    return Runtime(device="cpu", tokens=64)


@pytest.fixture(scope="session")
def packaged() -> ModelsFile:
    return ModelsFile.packaged()
