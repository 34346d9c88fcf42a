"""All checks by name, in the order in which findings of one place are shown."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from xlcheck.checks.antonym_used import AntonymUsed
from xlcheck.checks.attribution_changed import AttributionChanged
from xlcheck.checks.base import Check
from xlcheck.checks.clause_added import ClauseAdded
from xlcheck.checks.clause_omitted import ClauseOmitted
from xlcheck.checks.comparison_changed import ComparisonChanged
from xlcheck.checks.condition_added import ConditionAdded
from xlcheck.checks.condition_lost import ConditionLost
from xlcheck.checks.date_changed import DateChanged
from xlcheck.checks.headline_contradicts import HeadlineContradicts
from xlcheck.checks.inconsistent_name import InconsistentName
from xlcheck.checks.inconsistent_number import InconsistentNumber
from xlcheck.checks.inconsistent_translation import InconsistentTranslation
from xlcheck.checks.meaning_drifted import MeaningDrifted
from xlcheck.checks.modality_changed import ModalityChanged
from xlcheck.checks.money_changed import MoneyChanged
from xlcheck.checks.name_changed import NameChanged
from xlcheck.checks.negation_flipped import NegationFlipped
from xlcheck.checks.number_added import NumberAdded
from xlcheck.checks.number_changed import NumberChanged
from xlcheck.checks.number_missing import NumberMissing
from xlcheck.checks.placeholder_changed import PlaceholderChanged
from xlcheck.checks.quantifier_changed import QuantifierChanged
from xlcheck.checks.quotation_changed import QuotationChanged
from xlcheck.checks.repeated import Repeated
from xlcheck.checks.roles_swapped import RolesSwapped
from xlcheck.checks.sentence_added import SentenceAdded
from xlcheck.checks.sentence_omitted import SentenceOmitted
from xlcheck.checks.tense_changed import TenseChanged
from xlcheck.checks.term_forbidden import TermForbidden
from xlcheck.checks.term_missing import TermMissing
from xlcheck.checks.unit_changed import UnitChanged
from xlcheck.checks.untranslated import Untranslated
from xlcheck.checks.wrong_language import WrongLanguage
from xlcheck.errors import XlcheckError

_ALL: tuple[type[Check], ...] = (
    WrongLanguage, Untranslated, PlaceholderChanged, SentenceOmitted, SentenceAdded, Repeated, ClauseOmitted, ClauseAdded, NumberChanged, MoneyChanged, UnitChanged, DateChanged, NumberMissing,
    NumberAdded, AttributionChanged, RolesSwapped, NameChanged, InconsistentName, InconsistentNumber, InconsistentTranslation, NegationFlipped, AntonymUsed, ConditionLost, ConditionAdded, ComparisonChanged, ModalityChanged, TenseChanged, QuantifierChanged,
    QuotationChanged, TermForbidden, TermMissing, HeadlineContradicts, MeaningDrifted,
)  # fmt: skip
CHECKS: dict[str, Check] = {check.name: check() for check in _ALL}


def selected(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Check]:
    """The checks to run; raises XlcheckError for a name that there isn't, with the nearest one that there is."""
    select, ignore = tuple(select), tuple(ignore)
    for name in (*select, *ignore):
        if name not in CHECKS:
            near = get_close_matches(name, CHECKS, n=1)
            hint = f"; did you mean {near[0]}?" if near else "; `xlcheck explain` lists them"
            raise XlcheckError(f"there is no check named {name}{hint}")
    return [check for name, check in CHECKS.items() if (not select or name in select) and name not in ignore]


def page(name: str) -> str:
    """The Markdown page of a check."""
    selected([name])
    return Path(__file__).with_name(f"{name}.md").read_text(encoding="utf-8")
