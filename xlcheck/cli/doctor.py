"""xlcheck doctor: what is installed, which profiles can run, what would be faster or look better."""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlcheck.versions import version_of

if TYPE_CHECKING:
    from xlcheck.models.files import ModelsFile

#: What each package is for, by the extra that brings it.
_PACKAGES = {
    "onnxruntime": "the embedded models", "transformers": "larger models", "torch": "larger models (models)",
    "sentencepiece": "translation models (models)", "trafilatura": "pages of the web (formats)", "xlsxwriter": "workbooks (formats)", "fastapi": "the review page (web)",
    "pyarrow": "Parquet (parquet)", "ray": "several machines (ray)",
}  # fmt: skip
#: Languages whose letters a page needs a font for.
_LETTERS = {"zh": "Chinese", "ja": "Japanese", "ko": "Korean", "ar": "Arabic", "hi": "Hindi"}


@click.command("doctor")
@click.option("--models", type=click.Path(path_type=Path), metavar="FILE", help="Another models.cfg.")
def command(models: Path | None) -> int:
    """Tell what is installed here, which profiles can run, and what would be faster. Nothing is loaded or fetched."""
    from xlcheck.models.files import ModelsFile

    file = ModelsFile.found(models)
    for title, lines in (
        ("packages", _packages()), ("profiles", _profiles(file)), ("files", _files(file)), ("fonts", _fonts()), ("advice", _advice()),
    ):  # fmt: skip
        told = list(lines)
        if told:
            click.echo(title)
            for line in told:
                click.echo(f"  {line}")
    return 0


def _packages() -> Iterator[str]:
    yield f"xlcheck {version_of('xlcheck')}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    for package, purpose in _PACKAGES.items():
        found = version_of(package)
        yield f"{package:<14} {found or 'not installed':<14} {purpose}"


def _profiles(file: ModelsFile) -> Iterator[str]:
    for profile in file.profiles:
        missing = list(_missing(file, profile))
        yield f"{profile:<12} {'can run' if not missing else 'needs ' + ', '.join(missing)}"


def _missing(file: ModelsFile, profile: str) -> Iterator[str]:
    """What a profile needs and this machine hasn't, each once."""
    from xlcheck.errors import XlcheckError
    from xlcheck.models.presence import state

    told, missing = set(), set()
    for _, name in file.cast(profile):
        try:
            spec = file.spec(name)
            where = state(spec)[0]
        except XlcheckError as error:
            yield str(error)
            continue
        if spec.backend in ("distilled", "joint", "onnx") and not find_spec("onnxruntime"):
            told.add("onnxruntime")
        if spec.backend == "transformers" and not find_spec("torch"):
            told.add("torch (pip install 'xlcheck[models]')")
        if where == "no such folder":
            told.add(f"{name}, whose folder isn't there")
        if where == "missing":
            missing.add(name)
    yield from sorted(told)
    if missing:
        yield f"{', '.join(sorted(missing))} (xlcheck models fetch {profile})"


def _files(file: ModelsFile) -> Iterator[str]:
    from xlcheck.configuration import find
    from xlcheck.judging.suppressions import BASELINE, DISMISSED
    from xlcheck.models.runtime import default_cache

    configuration = find(Path.cwd())
    if configuration:
        yield f"configuration {configuration}"
    yield f"models.cfg    {file.path}"
    cache = default_cache()
    if cache.is_file():
        yield f"cache         {cache}, {cache.stat().st_size / 1e6:.1f} MB; it may be deleted at any time"
    for name in (BASELINE, DISMISSED):
        beside = (configuration.parent if configuration else Path.cwd()) / name
        if beside.is_file():
            yield f"settled       {beside}"


def _fonts() -> Iterator[str]:
    """Letters that no font here has: HTML reports would show boxes."""
    tool = shutil.which("fc-list")
    if not tool:
        return
    for language, name in _LETTERS.items():
        done = subprocess.run(
            [tool, f":lang={language}", "family"], capture_output=True, text=True, check=False, timeout=20
        )
        if done.returncode == 0 and not done.stdout.strip():
            yield f"no font here has {name} letters: an HTML report shows boxes in a browser on this machine"


def _advice() -> Iterator[str]:
    """What would be faster."""
    if not find_spec("onnxruntime"):
        yield "without onnxruntime sentences are aligned by their words alone, and nothing reads both sides together"
    cpu = Path("/proc/cpuinfo")
    flags = cpu.read_text(encoding="utf-8", errors="replace") if cpu.is_file() else ""
    if "avx2" in flags and not ("avx512_vnni" in flags or "avx_vnni" in flags):
        yield "this processor has no instructions for products of eight bits (VNNI): the embedded encoder takes 2.5 times as long"
    if shutil.which("nvidia-smi") and not find_spec("torch"):
        yield "there is a graphics card here: larger models would use it with torch (pip install 'xlcheck[models]')"
