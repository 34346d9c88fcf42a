"""What a sentence claims: which side of each pair of opposites it takes, and what it leaves open."""

from __future__ import annotations

from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement

#: Concepts of which an article may hold both poles of one matter without contradicting itself.
_BOTH = frozenset(
    "before more first large high early young hot rich north east alive begin open increase buy export attack maximum "
    "domestic public majority arrive expand strengthen improve accelerate advance hire".split()
)
#: For and against, in whatever words: who calls for a thing does not warn against it.
_STANCE = {"support.a": True, "support.b": False, "reporting.ask": True, "reporting.warn": False}
#: Characters before a cue within which a "not" denies it.
_DENIES, _DENIES_WIDE = 14, 3
_FIRM = frozenset({"modality.required", "modality.certain", "modality.willing"})
_OPEN = frozenset({"modality.possible", "modality.likely", "modality.hearsay", "modality.advised"})


def claims(statement: Statement) -> dict[str, tuple[bool, Cue]]:
    """What a sentence affirms (True) or denies of each concept; nothing of a concept that it says both of.

    "stance" is for or against, "certain" is firm ("must") or left open ("if … may").
    """
    sides: dict[str, list[tuple[bool, Cue]]] = {}
    for concept in statement.lexicon.section("antonyms"):
        for cue in statement.cues("antonyms", concept) if concept not in _BOTH else ():
            affirmed = cue.key.endswith("a") != is_denied(statement, cue)
            sides.setdefault(concept, []).append((affirmed, cue))
            if f"{concept}.{cue.key[-1]}" in _STANCE:
                sides.setdefault("stance", []).append((affirmed, cue))
    for cue in statement.cues("reporting"):
        if cue.key in _STANCE:
            sides.setdefault("stance", []).append((_STANCE[cue.key] != is_denied(statement, cue), cue))
    taken = {concept: said[0] for concept, said in sides.items() if len({affirmed for affirmed, _ in said}) == 1}
    certain = _certainty(statement)
    return taken if certain is None else {**taken, "certain": certain}


def is_denied(statement: Statement, cue: Cue) -> bool:
    """Whether a "not" stands beside a cue: behind it too where verbs come before their negation."""
    reach = _DENIES_WIDE if statement.lexicon.language in ("zh", "ja", "ko") else _DENIES
    after = statement.lexicon.language in ("ja", "ko", "tr", "de")
    return any(
        n.key == "negation.explicit"
        and (0 <= cue.start - n.end <= reach or (after and 0 <= n.start - cue.end <= reach))
        for n in statement.cues("negation")
    )


def _certainty(statement: Statement) -> tuple[bool, Cue] | None:
    """Firm with a "must" or "will" and no reservation; open with an "if" and a "may"; else neither."""
    conditions = [c for c in statement.cues("condition") if c.key != "condition.loose"]
    modal = statement.cues("modality")
    # An English "would" is as soft as a "could".
    firm = [c for c in modal if c.key in _FIRM and not statement.folded.startswith("would", c.start)]
    if any(c.key in _OPEN for c in modal) and any(c.key != "condition.concessive" for c in conditions):
        return False, conditions[0]
    doubtful = any(c.key in _OPEN for c in modal) or bool(conditions) or statement.text.rstrip()[-1:] in "?？؟"
    return (True, firm[0]) if firm and not doubtful else None
