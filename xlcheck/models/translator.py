"""The role translator: what translation models make of a translation that is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlcheck.language.tags import primary
from xlcheck.models import back_translation, coverage, likelihood
from xlcheck.models.files import ModelsFile
from xlcheck.models.roles import Opinion
from xlcheck.models.runtime import Runtime
from xlcheck.models.seq2seq import Seq2Seq
from xlcheck.models.spec import Spec


@dataclass(frozen=True)
class TranslatorReader:
    """One or more models; each direction goes to the first that knows it."""

    models: tuple[Seq2Seq, ...]
    role: str = "translator"

    @property
    def name(self) -> str:
        """The models' names."""
        return " ".join(model.name for model in self.models)

    @property
    def digest(self) -> str:
        """The models' digests."""
        return "+".join(model.digest for model in self.models)

    @property
    def runtime(self) -> str:
        """Torch and its version."""
        return self.models[0].runtime

    @property
    def languages(self) -> frozenset[str]:
        """Whether it knows a pair hangs on the direction: it says so by having no opinion."""
        return frozenset()

    def opinions(
        self, pairs: Sequence[tuple[str, str]], languages: tuple[str | None, str | None]
    ) -> list[tuple[Opinion, ...]]:
        """How likely the translation is; which parts of either side it does without; what comes back from it."""
        one, two = primary(languages[0]), primary(languages[1])
        there, back = self._model(one, two), self._model(two, one)
        told: list[list[Opinion]] = [[] for _ in pairs]
        if not (there or back) and pairs:
            self.models[0].settings.remarks.add(
                "model-not-covering",
                f"{self.name} translates neither from {languages[0]} into {languages[1]} nor back: it wasn't asked.",
            )
        if there and one and two:
            _added(told, likelihood.opinions(there, pairs, one, two))
            _added(told, coverage.opinions(there, pairs, (one, two), omitted=True))
        if back and one and two:
            turned = [(b, a) for a, b in pairs]
            _added(told, coverage.opinions(back, turned, (two, one), omitted=False))
            _added(told, back_translation.opinions(back, pairs, one, two))
        return [tuple(opinions) for opinions in told]

    def _model(self, source: str | None, target: str | None) -> Seq2Seq | None:
        return next((model for model in self.models if model.translates(source, target)), None)


def _added(told: list[list[Opinion]], more: Sequence[Sequence[Opinion]]) -> None:
    for opinions, those in zip(told, more, strict=True):
        opinions += those


def load(specs: Sequence[Spec], runtime: Runtime, file: ModelsFile) -> TranslatorReader:
    """The models that the specs describe."""
    return TranslatorReader(tuple(Seq2Seq.load(spec, runtime) for spec in specs))
