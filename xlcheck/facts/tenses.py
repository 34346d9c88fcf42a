"""What a text says is still to come, and what it says has happened: words of the lexicon, and endings of verbs."""

from __future__ import annotations

import re
from typing import Literal

from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement

Tense = Literal["future", "done", "plan", "past"]

_SAID = {
    "fr": "dit|annoncé|déclaré|affirmé|indiqué|expliqué|précisé|ajouté|estimé|assuré|promis|décidé|averti|prévenu|confirmé|souligné|rappelé|demandé|prévu|proposé|accepté|appelé",
    "it": "detto|annunciato|dichiarato|affermato|spiegato|aggiunto|deciso|promesso|assicurato|confermato|sottolineato|chiesto|previsto|proposto|accettato",
    "es": "dicho|anunciado|declarado|afirmado|explicado|decidido|prometido|asegurado|confirmado|previsto|propuesto|aceptado|pedido|advertido",
    "pt": "dito|anunciado|declarado|afirmado|explicado|decidido|prometido|confirmado|previsto|proposto|pedido",
}
#: Forms of verbs that no list can hold. Those of the "past" only keep from an alarm.
_FORMS: dict[str, dict[Tense, str]] = {
    "en": {
        "future": r"\b(?:will|won't|shall|is to|are to|is due to|are due to|is set to|are set to|is expected to|are expected to) (?:not |also |soon |now |officially |finally |only )*(?:be|have been|have) [a-z]+",
        "done": r"\b(?:has|have) (?:already |now |also |just |recently |since |officially )*(?!planned|scheduled|expected|announced|decided|promised|vowed|pledged|agreed|proposed|said|asked|called|wanted|needed)[a-z]+ed\b|"
        r"\b(?:was|were) (?:already |also |officially |later |then )*(?!planned|scheduled|expected|supposed|announced|intended|proposed|promised|asked|due|slated|delayed|needed)(?:[a-z]+ed|[a-z]+ing|held|built|sold|sent|shot|made|given|taken|seen|found|born|paid|put|cut|set up|shut|hit|won|lost|met|begun|chosen|driven|written|known|thrown|beaten)\b",
        "past": r"\b(?:[a-z]+ed|said|says|told|knew|thought|felt|came|went|made|gave|got|had|did|was|were|been)\b",
    },
    # German is read with its capitals: they tell nouns (Karte) from verbs (startete).
    "de": {
        "future": r"\b(?:[Ww]ird|[Ww]erden)\b[^.;:!?]*?\b[a-zäöüß]{3,}(?:en|ern|eln)(?=[.,;!?\"“]|$)",
        "done": r"\b(?:[Hh]at|[Hh]aben|[Ii]st|[Ss]ind)\b[^.,;:!?]*?\b(?!gesagt|geplant|gegen|bekannt)(?:(?:[a-zäöü]{2,4})?ge[a-zäöüß]{3,}(?:t|en)|(?:er|ver|be|ent|zer|über)[a-zäöüß]{3,}t|[a-zäöüß]{3,}iert)(?=[.,;!?\"“]|$)|"
        r"\b(?!letzte|heute|könnte|sollte|wollte|müsste|möchte|dürfte|hatte|sagte|teilte|erklärte|betonte|meinte|berichtete|konnte|musste|durfte|mochte|hätte|bitte|mitte|gute|alte|echte|rechte|schlechte|leichte)[a-zäöüß]{3,}te\b(?! [A-ZÄÖÜ])",
        "past": r"\b[a-zäöüß]{3,}(?:te|ten)\b",
    },
    "fr": {
        "future": r"\b(?:sera|seront|aura|auront|fera|feront|ira|iront|pourra|pourront|devra|devront|[a-zéèêçï]{2,}(?:erons|eront|iront|dront)|(?!alexan|san|cassan|chan|ken|in|hy|lon)[a-zéèêç]{1,8}(?:en|oi|in|ien|on|ou)dra|[a-zéèêçï]{3,}[^éèiaoué\W]era|(?!(?:re|at|é|)tira\b|(?:ad|)mira\b|(?:ex|in|a|res|cons|sou|trans|)pira\b|dé[sch]+ira\b|vira\b|cira\b)[a-zéèêçï]{2,}ira)\b|\b(?:va|vont) (?:être |se |s'|bientôt )*[a-zéèêçï]{2,}(?:er|ir|re)\b",
        "done": rf"\b(?:a|ont|avons|ai) (?:déjà |aussi |officiellement |été )*(?!{_SAID['fr']})(?:[a-zéèêçï]{{2,}}(?:é|ée|és|ées|ert|erte)|fini|mis|pris|fait|reçu|tenu|rendu|vendu|perdu|construit|atteint|rejoint)\b|\b(?:est|sont) (?:né|née|nés|mort|morte|morts|venu|venue|arrivé|arrivée|arrivés|parti|partie|partis|devenu|devenue|devenus)\b",
        "past": r"\b[a-zéèêçï]{3,}(?:ait|aient)\b",
    },
    "es": {
        "future": r"\b(?!irán\b|teherán\b|corán\b|será\s+que)\w{2,}(?:ará|erá|irá|drá|arán|erán|irán|drán|brá|brán)\b|\b(?:va|van) a \w+(?:ar|er|ir)(?:se)?\b",
        "done": rf"\b(?!anunció|afirmó|explicó|señaló|aseguró|informó|declaró|indicó|advirtió|pidió|consideró|prometió|confirmó|reveló|agregó|añadió|insistió|recordó|decidió|manifestó|destacó|subrayó|propuso|acordó|ordenó|autorizó|aprobó|comentó|anunciaron|afirmaron|dijeron|señalaron|decidieron|acordaron|aseguraron|prometieron|informaron)\w{{3,}}(?:ó|aron|ieron)\b|\b(?:ha|han) (?:sido |ya )*(?!{_SAID['es']})\w{{2,}}(?:ado|ido|ierto|echo|uesto|ito)\b",
        "past": r"\b\w{3,}(?:aba|aban|ía|ían)\b|\bdij\w+|\b(?:anunci|afirm|explic|señal|asegur|inform|declar|indic|decid|promet|acord|confirm)\w+",
    },
    "pt": {
        "future": r"\b\w{2,}(?:ará|erá|irá|arão|erão|irão)\b|\b(?:vai|vão) \w+(?:ar|er|ir)(?:-se)?\b",
        "done": r"\b(?!anunciou|afirmou|explicou|declarou|informou|disse|decidiu|prometeu|confirmou|revelou|acrescentou|considerou|pediu|destacou|europeu|museu|judeu|grupo|comentou|aprovou|autorizou|avisou|alertou)\w{3,}(?:ou|eu|iu|aram|eram|iram)\b",
        "past": r"\b\w{3,}(?:ava|avam|ia|iam)\b",
    },
    "it": {
        "future": r"\b\w{2,}(?:erà|irà|arà|rrà|drà|trà|vrà|eranno|iranno|aranno|rranno|dranno|tranno|vranno)\b",
        "done": rf"\b(?:ha|hanno) (?:già |anche )*(?!{_SAID['it']})\w{{2,}}(?:ato|ata|ati|uto|uta|ito|ita|erto|esso|eso|reso|fatto|scritto|chiuso|vinto|perso)\b|\b(?!disse|però|ciò|può|oblò|annunciò|affermò|dichiarò|metrò)\w{{3,}}ò\b",
        "past": r"\b\w{3,}(?:ava|avano|eva|evano|iva|ivano)\b",
    },
    "ru": {
        "future": r"\b(?:откро|нач|постро|запуст|подпиш|закро|заверш|провед|посет|получ|продолж|представ)(?:ет|ут|ит|ят|нет|нут)(?:ся)?\b",
        "past": r"\b\w{2,}(?:лся|лась|лось|лись|л|ла|ло|ли)\b|\b\w{3,}(?:ан|ано|ана|аны|ен|ено|ена|ены|ят|ит|ет|ут)\b",
    },
    "uk": {
        "future": r"\b\w{3,}тим(?:е|уть)(?:ться)?\b",
        "past": r"\b\w{2,}(?:вся|лася|лося|лися|в|ла|ло|ли)\b|\b\w{3,}(?:ано|ено|то)\b",
    },
    "cs": {"past": r"\b\w{2,}(?:l|la|lo|li|ly|n|na|no|ny|t|ta|to)\b"},
    "pl": {"past": r"\b\w{2,}(?:ł|ła|ło|li|ły|no|to)\b"},
    "tr": {
        "future": r"\b(?!gelecek\b|yiyecek\b|içecek\b|giyecek\b|yakacak\b|açacak\b|çekecek\b)\w{2,}(?:acak|ecek)(?:lar|ler|tır|tir)?\b",
        "past": r"\b\w{2,}(?:[dt][ıiuü])(?:lar|ler|k|m|n)?\b|\b\w{2,}(?:mış|miş|muş|müş)\w*|\b\w+(?:abil|ebil)\w*|\b\w+(?:acağ|eceğ)\w*",
    },
    "ar": {},
    "hi": {"future": r"(?<=\s)\S{1,8}(?:ेगा|ेगी|ेंगे)(?=[\s।,]|$)"},
}  # fmt: skip
_PATTERNS = {
    language: {tense: re.compile(pattern) for tense, pattern in forms.items()} for language, forms in _FORMS.items()
}


def tenses(statement: Statement) -> list[Cue]:
    """What tells the tense of a text, in order: "tense.future", "tense.done", and "tense.plan" and "tense.past" that may."""
    text = statement.text if statement.lexicon.language == "de" else statement.folded
    found = [
        Cue(match.start(), match.end(), f"tense.{tense}")
        for tense, pattern in _PATTERNS.get(statement.lexicon.language, {}).items()
        for match in pattern.finditer(text)
    ]
    cues = [*statement.cues("tense"), *found]
    clear = _longest([cue for cue in cues if cue.key in ("tense.future", "tense.done")])
    loose = [cue for cue in cues if cue.key in ("tense.plan", "tense.past")]
    return sorted(
        [*clear, *(c for c in loose if not any(_overlap(c, s) for s in clear))], key=lambda cue: (cue.start, cue.end)
    )


def _longest(cues: list[Cue]) -> list[Cue]:
    """Of cues that overlap the longest: in "will be opened" nothing has been opened."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda cue: (cue.start - cue.end, cue.start, cue.key)):
        if not any(_overlap(cue, k) for k in kept):
            kept.append(cue)
    return kept


def _overlap(one: Cue, other: Cue) -> bool:
    return one.start < other.end and other.start < one.end
