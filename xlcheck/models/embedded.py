"""The models that come with xlcheck, by what models.cfg says of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xlcheck.models.files import ModelsFile
from xlcheck.models.paths import PACKAGED
from xlcheck.models.roles import Encoder, Verifier
from xlcheck.models.runtime import Runtime
from xlcheck.models.spec import Spec
from xlcheck.models.static import StaticEncoder


def static(spec: Spec, runtime: Runtime, file: ModelsFile) -> StaticEncoder:
    """Static embeddings."""
    spec.knows_only()
    return _read(_folder(spec), spec.languages)


def encoder(spec: Spec, runtime: Runtime, file: ModelsFile) -> Encoder:
    """The distilled encoder; its words alone where ONNX Runtime isn't installed."""
    from xlcheck.models.distilled import DistilledEncoder

    spec.knows_only("words")
    own = words(spec, file)
    try:
        return DistilledEncoder.load(_folder(spec), own)
    except ImportError:
        return own


def verifier(spec: Spec, runtime: Runtime, file: ModelsFile) -> Verifier | None:
    """The verifier; None where ONNX Runtime isn't installed."""
    from xlcheck.models.verifier import EmbeddedVerifier

    spec.knows_only("words")
    own = words(spec, file)
    try:
        return EmbeddedVerifier.load(_folder(spec), own.tokenizer, own.languages)
    except ImportError:
        return None


def words(spec: Spec, file: ModelsFile) -> StaticEncoder:
    """The static embeddings that a model's ``words`` names: its subwords."""
    name = spec.options.get("words", "")
    if name not in file.models or file.spec(name).backend != "static":
        raise spec.error("words must name a model of the static backend")
    named = file.spec(name)
    return _read(_folder(named), named.languages)


@cache
def _read(folder: Path, languages: frozenset[str]) -> StaticEncoder:
    """Encoder and verifier read with the same subwords: their tokenizer is a tenth of a second of start-up."""
    return StaticEncoder.load(folder, languages=languages)


def _folder(spec: Spec) -> Path:
    """A relative path is one beside models.cfg, or in the package's own data."""
    path = spec.options.get("path")
    if path is None:
        raise spec.error("has no path")
    return next((f for f in (spec.file.parent, PACKAGED) if (f / path).exists()), PACKAGED) / path
