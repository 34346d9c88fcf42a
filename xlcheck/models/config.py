"""Profiles: which model plays which role, each loaded by its backend when a profile asks for it."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from xlcheck.article import Notice
from xlcheck.errors import XlcheckError
from xlcheck.models.files import ModelsFile, names_of
from xlcheck.models.located import MissingModelError
from xlcheck.models.paths import PACKAGED
from xlcheck.models.roles import Encoder, Reader, Verifier, WordAligner
from xlcheck.models.runtime import Remarks, Runtime
from xlcheck.models.spec import Spec

__all__ = ["PACKAGED", "PLAYERS", "ROLES", "Choice", "Profile", "load_profile"]

#: Who plays a role by which backend: a function ``load(spec, runtime, file)`` in a module that is imported then.
PLAYERS: dict[str, dict[str, str]] = {
    "encoder": {
        "distilled": "xlcheck.models.embedded:encoder",
        "static": "xlcheck.models.embedded:static",
        "transformers": "xlcheck.models.sentence_encoder:load",
        "onnx": "xlcheck.models.sentence_encoder:load",
    },
    "verifier": {"joint": "xlcheck.models.embedded:verifier"},
    "entailment": {"transformers": "xlcheck.models.entailment:load", "onnx": "xlcheck.models.entailment:load"},
    "translator": {"transformers": "xlcheck.models.translator:load"},
    "quality": {"comet": "xlcheck.models.quality:load"},
    "judge": {"transformers": "xlcheck.models.judge:load"},
    "aligner": {"transformers": "xlcheck.models.word_aligner:load"},
}
ROLES = tuple(PLAYERS)
#: Those that read pairs and have an opinion of each.
_READERS = ("entailment", "translator", "quality", "judge")

_WORDS_ALONE = Notice(
    "encoder-reduced",
    "ONNX Runtime is not installed here, so sentences were aligned by their words alone (the profile static).",
)


@dataclass(frozen=True)
class Profile:
    """A named choice of models; a role that it doesn't fill is None, or has no reader.

    ``encoder`` aligns; ``yardstick`` is the one that the checks' thresholds were measured with.
    """

    name: str
    encoder: Encoder
    verifier: Verifier | None = None
    readers: tuple[Reader, ...] = ()
    aligner: WordAligner | None = None
    yardstick: Encoder | None = None
    #: What its user should know, such as a model that this machine can't run.
    notices: tuple[Notice, ...] = ()
    remarks: Remarks = field(default_factory=Remarks, compare=False, repr=False)

    @property
    def checking(self) -> Encoder:
        """The encoder that the checks compare with."""
        return self.yardstick or self.encoder

    @property
    def signature(self) -> str:
        """How the models enter a report's signature."""
        models = {"encoder": self.encoder, "verifier": self.verifier, "aligner": self.aligner}
        told = [f"{role}:{model.digest}" for role, model in models.items() if model]
        return "|".join([f"profile:{self.name}", *told, *(f"{reader.role}:{reader.digest}" for reader in self.readers)])

    @property
    def runtimes(self) -> str:
        """What computes, with versions, each once."""
        runtimes = [self.encoder.runtime, *(reader.runtime for reader in self.readers)]
        return "|".join(dict.fromkeys(runtime for runtime in runtimes if runtime))


@dataclass(frozen=True)
class Choice:
    """A profile that is loaded when it is needed: a wrong article is told before gigabytes are read."""

    name: str = "embedded"
    file: Path | None = None
    roles: tuple[tuple[str, str], ...] = ()
    device: str = "auto"
    precision: str = "auto"
    cache: Path | None = None

    def load(self) -> Profile:
        """The profile, with its models loaded; raises XlcheckError with what to mend."""
        return _loaded(self.name, self.file, self.roles, Runtime(self.device, self.precision, cache=self.cache))


def load_profile(
    name: str,
    file: Path | None = None,
    *,
    roles: Mapping[str, str] | None = None,
    device: str = "auto",
    precision: str = "auto",
    cache: Path | None = None,
) -> Profile:
    """The profile of that name, with its models loaded; raises XlcheckError with what to mend.

    ``roles`` puts another model into a role: a name of models.cfg, a folder, or a repository; empty takes it out.
    ``device``, ``precision`` and ``cache`` (a file of what was computed before) are for models of transformers.
    """
    return Choice(name, file, tuple(sorted((roles or {}).items())), device, precision, cache).load()


@cache
def _loaded(name: str, path: Path | None, others: tuple[tuple[str, str], ...], runtime: Runtime) -> Profile:
    file = ModelsFile.found(path)
    roles = {**file.roles(name), **dict(others)}
    for role in roles:
        if role not in ROLES:
            near = get_close_matches(role, ROLES, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            place = f"--model {role}" if role in dict(others) else f"{file.path}: [profile {name}] {role}"
            raise XlcheckError(f"{place} is no role{hint} (roles: {', '.join(ROLES)})")
    if not roles.get("encoder"):
        raise XlcheckError(f"{file.path}: [profile {name}] names no encoder")
    cast = {role: _Cast(role, roles[role], name, file, dict(others), runtime) for role in ROLES if roles.get(role)}
    for one in cast.values():
        one.refused()
    encoder = cast["encoder"].played()
    reduced = cast["encoder"].backend == "distilled" and encoder.runtime.startswith("numpy")
    played = {
        role: one.played() for role, one in cast.items() if role != "encoder" and not (role == "verifier" and reduced)
    }
    readers = tuple(played[role] for role in _READERS if role in played)
    return Profile(
        name, encoder, played.get("verifier"), readers, played.get("aligner"),
        None if cast["encoder"].backend in ("distilled", "static") else _yardstick(),
        (_WORDS_ALONE,) if reduced else (), runtime.remarks,
    )  # fmt: skip


@dataclass(frozen=True)
class _Cast:
    """A role, and who is to play it."""

    role: str
    models: str
    profile: str
    file: ModelsFile
    others: Mapping[str, str]
    runtime: Runtime

    @property
    def specs(self) -> list[Spec]:
        """The models; a translator may be several, each for its direction."""
        names = names_of(self.role, self.models)
        place = f"--model {self.role}" if self.role in self.others else f"[profile {self.profile}] {self.role}"
        return [self.file.spec(one, place) for one in names]

    @property
    def backend(self) -> str:
        """What runs it."""
        return self.specs[0].backend

    def refused(self) -> None:
        """Raise where a model is described by a backend that can't play the role."""
        for spec in self.specs:
            if spec.backend not in PLAYERS[self.role]:
                known = ", ".join(sorted(PLAYERS[self.role]))
                said = (
                    f"an unknown backend {spec.backend!r}"
                    if spec.backend not in _BACKENDS
                    else f"the backend {spec.backend}"
                )
                raise spec.error(f"has {said}; a model for the role {self.role} may have: {known}")

    def played(self) -> Any:
        """The model, loaded."""
        module, _, function = PLAYERS[self.role][self.backend].partition(":")
        try:
            load = getattr(importlib.import_module(module), function)
            return load(self.specs if self.role == "translator" else self.specs[0], self.runtime, self.file)
        except MissingModelError as error:
            raise self._missing(str(error)) from None
        except ModuleNotFoundError as error:
            raise self._missing(f"{error.name} isn't installed") from None

    def _missing(self, what: str) -> XlcheckError:
        # One line that mends both what isn't installed and what wasn't fetched; a folder is here already.
        wanted = self.models if self.role in self.others else self.profile
        fetch = f" && xlcheck models fetch {wanted}" if any(spec.repository for spec in self.specs) else ""
        return XlcheckError(f"the profile {self.profile} can't run: {what}; run: pip install 'xlcheck[models]'{fetch}")


_BACKENDS = {backend for backends in PLAYERS.values() for backend in backends}


@cache
def _yardstick() -> Encoder:
    """The embedded encoder: what is alike was measured with it, so another encoder aligns but doesn't judge."""
    from xlcheck.models.embedded import encoder

    own = ModelsFile.packaged()
    return encoder(own.spec(own.roles("embedded")["encoder"]), Runtime(), own)
