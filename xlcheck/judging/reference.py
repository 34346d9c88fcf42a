"""A second translation beside the one that is judged: aligned with the same original, and compared bead by bead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlcheck.alignment.bead import Bead
from xlcheck.article import Article
from xlcheck.checks.shown import marked
from xlcheck.language.detection import detect
from xlcheck.language.scripts import usual_script
from xlcheck.language.tags import primary
from xlcheck.models.roles import Opinion
from xlcheck.models.surface import Surface
from xlcheck.report import Measure

SOURCE = "reference"


@dataclass(frozen=True)
class Reference:
    """What a reference makes of each bead, and of the article."""

    opinions: Mapping[int, tuple[Opinion, ...]]
    measure: Measure

    @classmethod
    def of(cls, translation: Article, beads: Sequence[Bead], reference: Article, others: Sequence[Bead]) -> Reference:
        """``beads`` are those of the translation, ``others`` those of the reference, with the same original."""
        surface = Surface.of(translation.language)
        texts = _texts(translation, beads, reference, others)
        told = {n: (opinion(*both, surface, reference.path or "reference"),) for n, both in texts.items()}
        ours, theirs = [one for one, _ in texts.values()], [two for _, two in texts.values()]
        measure = Measure(SOURCE, reference.path or "reference", surface.together(ours, theirs), surface.signatures)
        return cls(told, measure)


def _texts(
    translation: Article, beads: Sequence[Bead], reference: Article, others: Sequence[Bead]
) -> dict[int, tuple[str, str]]:
    """By bead, what both say of its originals; only where the reference's beads end where the bead does."""
    places = {i: other for other in others for i in other.original}
    found = {}
    for n, bead in enumerate(beads):
        covering = [places[i] for i in bead.original if i in places]
        sentences = sorted({j for other in covering for j in other.translation})
        whole = {i for other in covering for i in other.original} == set(bead.original)
        states = all(translation.sentences[j].role.is_statement for j in bead.translation)
        if bead.original and bead.translation and sentences and whole and states:
            found[n] = (_text(translation, bead.translation), _text(reference, sentences))
    return found


def _text(article: Article, indices: Sequence[int]) -> str:
    return " ".join(article.sentences[i].text for i in indices)


def opinion(text: str, reference: str, surface: Surface, name: str) -> Opinion:
    """How far a translation is from the reference.

    By chrF alone: BLEU and TER told less (AUC .65 and .66 to .69 on MQM zh-en), and the encoder's likeness nothing beside it.
    """
    scores = surface.scores(text, reference)
    return Opinion(
        SOURCE,
        name,
        round(-scores["chrF"] / 100, 4),
        "drift.reference",
        {"reference": marked(reference)},
        scores=scores,
    )


#: Letters from which on Latin, Cyrillic or Arabic text tells its language.
_TELLING = 200


def refused(reference: Article, translation: Article) -> str | None:
    """Why a text is no reference: it is in another language than the translation; None where it may be one."""
    own, found = primary(translation.language), primary(detect(reference.text))
    if found is None or own is None or found == own:
        return None
    if usual_script(found) == usual_script(own) and len(reference.text) < _TELLING:
        return None
    return f"is in {found} and the translation in {own}: a reference is a second translation"
