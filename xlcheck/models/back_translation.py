"""The translation translated back, compared with the original by sacrebleu's chrF and BLEU."""

from __future__ import annotations

from collections.abc import Sequence

from xlcheck.language.chinese import simplified
from xlcheck.models.roles import Opinion
from xlcheck.models.seq2seq import Seq2Seq
from xlcheck.models.surface import Surface

SOURCE = "back-translation"


def opinions(model: Seq2Seq, pairs: Sequence[tuple[str, str]], source: str, target: str) -> list[list[Opinion]]:
    """An opinion of each pair whose translation (in ``target``) comes back as something."""
    surface = Surface.of(source)
    backs = model.translated([two for _, two in pairs], target, source)
    return [
        [_opinion(model.name, surface, back, one)] if back else [] for back, (one, _) in zip(backs, pairs, strict=True)
    ]


def _opinion(name: str, surface: Surface, back: str, original: str) -> Opinion:
    # Which of its two scripts a model writes Chinese in is no drift.
    scores = surface.scores(simplified(back), simplified(original))
    return Opinion(
        SOURCE, name, round(-scores["chrF"] / 100, 4), "drift.back-translation", {"back": back},
        scores={key: scores[key] for key in ("chrF", "BLEU")},
    )  # fmt: skip
