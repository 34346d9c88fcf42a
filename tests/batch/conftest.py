"""What the tests of batches share: short articles made from templates, manifests of them, a store, what it exports."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from xlcheck.batch import Settings, Store
from xlcheck.batch.export import jsonl

#: What needs a package of another extra is collected where that is installed.
collect_ignore = [
    f"test_{name}.py" for name, package in (("parquet", "pyarrow"), ("on_ray", "ray")) if not find_spec(package)
]

Row = dict[str, Any]
Write = Callable[..., Path]

#: Original, what says the same, what doesn't; {a} and {b} are different numbers.
TEMPLATES = (
    (
        "这家工厂去年生产了{a}台水泵。工人没有罢工。",
        "The factory built {a} pumps last year. The workers did not strike.",
        "The factory built {b} pumps last year. The workers went on strike.",
    ),
    (
        "市政府将在{a}天内修好大桥。居民可以免费乘坐渡轮。河水很深。",
        "The city will repair the bridge within {a} days. Residents may use the ferry for free. The river is deep.",
        "The city will repair the bridge within {b} days. Residents may use the ferry for free. The river is deep.",
    ),
    (
        "这所学校有{a}名学生。图书馆周日不开放。",
        "The school has {a} pupils. The library is not open on Sundays.",
        "The school has {a} pupils. The library is open on Sundays.",
    ),
    (
        "博物馆展出了{a}幅画。门票价格没有上涨。展览很受欢迎。",
        "The museum showed {a} paintings. Ticket prices did not rise. The exhibition was popular.",
        "The museum showed {b} paintings. Ticket prices did not rise. The exhibition was popular.",
    ),
)


def texts(number: int, *, drifted: bool = False) -> tuple[str, str]:
    """An article in Chinese and its translation; another number gives another article."""
    original, same, other = TEMPLATES[number % len(TEMPLATES)]
    a, b = 113 + number, 5021 + 3 * number
    return original.format(a=a), (other if drifted else same).format(a=a, b=b)


def row(number: int, **more: Any) -> Row:
    """A line of a manifest; every third pair drifted."""
    original, translation = texts(number, drifted=number % 3 == 0)
    told = {"id": f"n{number}", "original_text": original, "translation_text": translation}
    return {**told, "original_language": "zh", "translation_language": "en", **more}


def rows(count: int) -> list[Row]:
    return [row(number) for number in range(count)]


def write_jsonl(path: Path, lines: Sequence[Row]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def exported(store: Store, run: int | None = None) -> str:
    """A run as it is exported."""
    return "".join(jsonl(store, store.run(run).id))


def told(store: Store, run: int | None = None) -> list[dict[str, Any]]:
    """The same as data."""
    return [json.loads(line) for line in exported(store, run).splitlines()]


def errors(store: Store, run: int | None = None) -> list[str | None]:
    """What each item failed with."""
    return [one.get("error") for one in told(store, run)]


def stopping_after(chunks: int) -> Callable[[], bool]:
    """A ``stop`` that says no so many times."""
    answers: Iterator[bool] = islice(iter(lambda: False, True), chunks)
    return lambda: next(answers, True)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A manifest in JSON Lines: ``write(rows, "name.jsonl")``."""
    return lambda lines, name="pairs.jsonl": write_jsonl(tmp_path / name, lines)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "results.db") as opened:
        yield opened


@pytest.fixture
def settings() -> Settings:
    return Settings()
