"""What the larger models say, as probabilities: a line for each measure, and all of them with the reading as one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from xlcheck.judging.curve import Curve
from xlcheck.judging.thresholds import PRIOR
from xlcheck.models.roles import Opinion

#: The line of each measure, from its value to log odds (``Curve``). All but the reference's are assumed, not measured: where
#: a model stands in for what its authors report, it may doubt and confirm what the checks found, and by itself makes minor
#: findings only, above ``doubt`` (no chance reaches a cut of 1). `xlcheck tune --profile NAME` fits them to labelled pairs.
#: COMET's metrics have no line: some score between 0 and 1, some in standard deviations. Tuned, each gets its own.
LINES: dict[str, Curve] = {
    # Log odds of contradiction and a quarter of neutral, against entailment, taken at .7 of its word: classifiers are too sure.
    "entailment": Curve(0.7, -3.48, 1.0, 0.2),
    # Nats a subword; opus-mt and M2M100 give faithful translations about 1, and 4 to what says something else.
    "likelihood": Curve(1.0, -4.9, 1.0, 0.2),
    # Gain in nats a subword without the clause; people found 39 % of such places right (Vamvas & Sennrich 2022).
    "coverage": Curve(13.0, -1.75, 1.0, 0.25),
    # chrF as a share, negative: 15 is a doubt, 50 is none.
    "back-translation": Curve(7.0, -0.3, 1.0, 0.2),
    # 0 without an error, 1 minor, 2 major, 3 critical: a major one is a doubt.
    "judge": Curve(1.4, -4.15, 1.0, 0.2),
    # chrF as a share, negative; fitted on MQM newstest2020 with a human reference (the choose part, zh-en 2,306, en-de 1,055).
    # It tells little, AUC .69 and .60: who renders freely is far from the reference too. One faithful sentence in 200 doubts.
    "reference": Curve(1.8, -2.35, 1.0, 0.065),
}
#: What an opinion by a line that nobody measured may come to.
UNMEASURED = 0.5
#: Where fitting starts for a measure that has none.
NO_LINE = Curve(1.0, -3.48, 1.0, 0.2)

#: Those that read for meaning. The others compare surfaces or rate the whole, and are blind to a "not" or an "if": they
#: may doubt, but what a check found is neither confirmed nor cleared by them, and no other doubt either.
READ_FOR_MEANING = ("entailment", "judge")
#: What counts of every measure but the strongest: they read the same words, and err together. Beside the reading, the
#: reference keeps .53 (zh-en) and .88 (en-de) of its weight, the reading .96 and .99 (MQM newstest2020, the training part).
_BESIDE = 0.5
#: The most that opinions may move what a check believes, in log odds either way: half of what the verifier, which was
#: measured, may.
_MOST = 1.5
_EVEN = math.log(PRIOR / (1 - PRIOR))


def line(opinion: Opinion, lines: Mapping[str, Curve]) -> Curve | None:
    """The line of an opinion: its model's own, where there is one, else that of its measure; None without either.

    A reference goes by the name of its file, which may be anything; so may a folder with a model.
    """
    own = None if opinion.model in LINES or opinion.source == "reference" else lines.get(opinion.model)
    return own or lines.get(opinion.source)


def chance(opinion: Opinion, lines: Mapping[str, Curve]) -> float | None:
    """How likely the meaning drifted by one opinion alone; None where its measure has no line."""
    own = line(opinion, lines)
    return told(opinion, own) if own else None


def told(opinion: Opinion, own: Curve) -> float:
    """The chance by a line; at best even where nobody measured it, however loud the model is."""
    found = own.chance(opinion.value)
    return found if own.cut < 1 else min(found, UNMEASURED)


def doubts(opinion: Opinion, lines: Mapping[str, Curve]) -> bool:
    """Whether it is a doubt at all."""
    own = line(opinion, lines)
    return own is not None and own.chance(opinion.value) >= own.doubt


def shifts(opinions: Sequence[Opinion], lines: Mapping[str, Curve]) -> list[float]:
    """By how much each measure by each model moves the log odds of drift: of several opinions, the gravest tells.

    Opinions on a single clause aren't among them: silence of those says nothing.
    """
    worst: dict[tuple[str, str], float] = {}
    for opinion in opinions:
        own = line(opinion, lines)
        if opinion.about == "drift" and own:
            # What nobody measured clears as little as it may move a check; what is blind clears nothing.
            least = 0.0 if opinion.source not in READ_FOR_MEANING else -_MOST if own.cut >= 1 else -math.inf
            shift = max(_odds(told(opinion, own)) - _EVEN, least)
            key = (opinion.source, opinion.model)
            worst[key] = max(worst.get(key, -math.inf), shift)
    return list(worst.values())


def pooled(read: float | None, opinions: Sequence[Opinion], lines: Mapping[str, Curve], otherwise: float) -> float:
    """One chance of the reading's (None where nobody read) and of all opinions; ``otherwise`` where there are none."""
    moved = shifts(opinions, lines)
    if not moved:
        return otherwise
    moved += [] if read is None else [_odds(read) - _EVEN]
    return _chance(_EVEN + _together(moved))


def supported(belief: float, opinions: Sequence[Opinion], lines: Mapping[str, Curve]) -> float:
    """What a check believes (0 to 1), after the opinions of those who read its sentence for meaning."""
    moved = shifts([o for o in opinions if o.source in READ_FOR_MEANING], lines)
    if not moved or not 0 < belief < 1:
        return belief
    return _chance(_odds(belief) + max(-_MOST, min(_MOST, _together(moved))))


def _together(moved: Sequence[float]) -> float:
    """Doubts and what speaks against them, each side by its strongest in full and the others by half."""
    sides = [shift for shift in moved if shift > 0], [shift for shift in moved if shift < 0]
    strongest = [max(side, key=abs, default=0.0) for side in sides]
    return sum(top + _BESIDE * (sum(side) - top) for side, top in zip(sides, strongest, strict=True))


def _odds(share: float) -> float:
    return math.log(share / (1 - share))


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
