"""Every message of the checks, in one place: a translation of this catalogue is another language of the tool."""

from __future__ import annotations

from xlcheck.checks.base import Evidence

MESSAGES = {
    "number-changed": "The original says {original}; the translation says {translation}.",
    "money-changed": "The sum differs: the original says {original}, the translation {translation}.",
    "unit-changed": "The figure is the same but the unit is not: {original} became {translation}.",
    "number-missing": "The original gives {original}; the translation gives no such figure.",
    "number-added": "The translation gives {translation}; the original gives no such figure.",
    "date-changed": "The date differs: the original says {original}, the translation {translation}.",
    "date-changed.swapped": "Day and month changed places: the original says {original}, the translation {translation}.",
    "name-changed": "Another name: the original says {original}, the translation {translation}.",
    "roles-swapped": "The roles are swapped: in the original {agent} does it to {patient}, in the translation {patient} to {agent}.",
    "inconsistent-name": "Two spellings of one name: {original} is {earlier} before and {translation} here.",
    "inconsistent-number": "Two figures for one: the original says {original} both times; the translation says {earlier} before and {translation} here.",
    "attribution-changed": "Another speaker: in the original it is {original}, in the translation {translation}.",
    "attribution-changed.dropped": "The original reports this as someone's words ({original}); the translation states it as a fact.",
    "negation-flipped.lost": "The original negates ({original}); nothing in the translation does.",
    "negation-flipped.added": "The translation negates ({translation}); nothing in the original does.",
    "antonym-used": "The opposite is said: {original} became {translation}.",
    "condition-lost": "The original sets a condition ({original}); the translation sets none.",
    "condition-added": "The translation sets a condition ({translation}); the original sets none.",
    "modality-changed.lost": "The original's {own} is not in the translation, which sounds more certain or less bound than the original.",
    "modality-changed.lost.turned": "The original's {own} became {other}.",
    "modality-changed.added": "The translation adds {own}; the original has no such reservation.",
    "modality-changed.added.turned": "The translation's {own} stands for the original's {other}.",
    "quantifier-changed": "How much is meant differs: the original says {original}, the translation {translation}.",
    "comparison-changed": "The comparison is turned round: the original says {original}, the translation {translation}.",
    "comparison-changed.equal": "Another comparison: the original says {original}, the translation {translation}.",
    "comparison-changed.rank": "Another rank: the original says {original}, the translation {translation}.",
    "tense-changed": "What is still to come and what has happened are confused: the original says {original}, the translation {translation}.",
    "headline-contradicts": "The headline ({headline}) says the opposite of the article below it ({body}); the original's headline does not.",
    "quotation-changed.lost": "The original quotes these words ({original}); the translation only reports them.",
    "quotation-changed.added": "The translation puts these words in quotation marks ({translation}); the original does not quote.",
    "sentence-omitted": "This sentence of the original has no counterpart in the translation.",
    "sentence-added": "This sentence of the translation has no counterpart in the original.",
    "sentence-omitted.many": "This is the first of {count} sentences of the original (of {all}) that have no counterpart in the translation.",
    "sentence-added.many": "This is the first of {count} sentences of the translation (of {all}) that have no counterpart in the original.",
    "clause-omitted": "Nothing in the translation renders this part of the sentence, and the translation is the shorter for it.",
    "clause-added": "Nothing in the original says this part of the sentence, and the original is the shorter for it.",
    "meaning-drifted": "Read side by side, {original} in the original and {translation} in the translation do not seem to say the same.",
    "meaning-drifted.original": "Read side by side, nothing in the translation seems to say {original}.",
    "meaning-drifted.translation": "Read side by side, nothing in the original seems to say {translation}.",
    "meaning-drifted.kind.number": "It looks like another figure.",
    "meaning-drifted.kind.name": "It looks like another name.",
    "meaning-drifted.kind.roles": "It looks as if the two changed roles.",
    "meaning-drifted.kind.negation": "It looks like a negation that was lost or added.",
    "meaning-drifted.kind.modality": "It looks like another degree of certainty.",
    "meaning-drifted.kind.condition": "It looks like a condition that was lost or added.",
    "meaning-drifted.kind.quantifier": "It looks like another amount.",
    "meaning-drifted.kind.comparison": "It looks like a comparison turned round.",
    "meaning-drifted.kind.antonym": "It looks like the opposite.",
    "meaning-drifted.kind.time": "It looks like another time.",
    "meaning-drifted.kind.tense": "It looks like another tense.",
    "meaning-drifted.kind.attribution": "It looks like another way of saying who said so.",
    "meaning-drifted.kind.omitted": "It looks like something left out.",
    "meaning-drifted.kind.added": "It looks like something added.",
    "meaning-drifted.kind.untranslated": "It looks like words left in the language of the other side.",
    "meaning-drifted.kind.quotation": "It looks like quotation marks that were moved.",
    "repeated": "This sentence says again what a sentence shortly before it says; the original says it once.",
    "untranslated": "These words were left in the language of the original: {translation}.",
    "wrong-language": "This sentence is in a language of neither article ({language}).",
}


def message(evidence: Evidence) -> str:
    """The sentence that tells a reader what was seen."""
    kind = MESSAGES.get(f"{evidence.check}.kind.{evidence.fields.get('kind')}", "")
    return f"{MESSAGES[evidence.message].format(**evidence.fields)} {kind}".rstrip()
