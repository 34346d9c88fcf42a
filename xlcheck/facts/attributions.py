"""Who says what: the words that attribute a statement, and the statement that they attribute."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import islice

from xlcheck.facts.lexicon import Cue
from xlcheck.facts.statement import Statement
from xlcheck.language.detection import primary

Bounds = tuple[int, int]
#: Verbs that say, not those that ask, deny or believe: what is denied or hoped is no statement of the text.
_SPEECH = ("reporting.say", "reporting.claim", "reporting.warn")
#: How far what is said may stand from the verb of saying, in characters; how long a speaker may be, and one that is
#: put in between commas.
_FAR, _LONG, _SHORT = 50, 80, 30
#: Less than so many letters are no statement: "he said so".
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Attribution:
    """A verb of saying (or "according to"), the stretch that names the speaker, and what is said."""

    cue: Cue
    speaker: Bounds
    said: Bounds


def attributions(statement: Statement) -> list[Attribution]:
    """The attributions of a text in order; "an announcement" attributes nothing, for lack of a clause."""
    text, language = statement.folded, primary(statement.language)
    found = []
    ends = [match.end() for match in _END.finditer(text)]
    for cue in (*statement.cues("reporting"), *_so(text, language)):
        if cue.key in _SPEECH and not _NO_VERB.search(text[max(0, cue.start - 7) : cue.end]):
            first, last = _sentence(text, cue, ends)
            attributed = (
                _preceded(text, cue, first, last, language) if language in _TOPIC else _around(text, cue, first, last)
            )
            found += [attributed] if attributed and _letters(text, attributed.said) else []
    return found


#: "…, so der Sprecher."
_SO = re.compile(r",[“\"]?\s+(so)\s+[^,.]{3,60}\.?$")


def _so(text: str, language: str) -> list[Cue]:
    """The German "so", which attributes at the end of a sentence only."""
    matches = _SO.finditer(text) if language == "de" else ()
    return [Cue(match.start(1), match.end(1), "reporting.say") for match in matches]


#: Nouns, infinitives, impersonal forms, set phrases and verbs of showing among the words of saying: they attribute, but report no clause themselves.
_NO_VERB = re.compile(
    r"(?:ation|ations|ement|ements|aciones|ación|azioni|azione|erklärung|äußerung|aussagen?|replica|údajně|píší)$"
    r"|\b(?:threat\w*|warnings?|statements?|show\w*|indicat\w*|recorded|measured|frankly|candidly|reminder\w*|caution|comments|alleged)$"
    r"|[ai]re$|dre$|[aei]r(?:se|lo)?$|(?:ется|алось|ени[ея])$|(?:report|contend|tell|writ)ing$"
    r"|\b(?:to|can|could|may|might|must|be|being|will) (?:say|said|tell|told|add|added|admit|report|reported|claim|claimed|warned|reminded|disclosed)$|that said$|显示|表明|據$|据$|反映|[強强]調|という。"
)
_END = re.compile(r"(?<=[。！？])|(?<=[.!?])[”\"»’)]*\s+")


def _sentence(text: str, cue: Cue, ends: list[int]) -> Bounds:
    """The sentence that a cue stands in."""
    first, last = bisect_right(ends, cue.start), bisect_left(ends, cue.end)
    return ends[first - 1] if first else 0, ends[last] if last < len(ends) else len(text)


def _letters(text: str, bounds: Bounds) -> bool:
    letters = (c for c in text[slice(*bounds)] if c.isalnum())
    return sum(1 for _ in islice(letters, _LEAST)) == _LEAST


#: A clause after the verb: at once behind a comma or colon, or after some words behind a conjunction.
_CLAUSE = re.compile(
    rf"道?\s*[,:，：]\s*|[^,;:.，；：。]{{0,{_FAR}}},?(?P<that>\s+(?:that|dass|daß|que|che|что|що|że|že|rằng|bahwa|कि)(?!\w)"
    r"|\s+qu['’]|\s+[أإ]ن(?:\w{0,3})(?!\w))\s*"
)
_COMMA = re.compile(r"(?:,(?!\d)|[，—–”\"»」])\s*")


def _around(text: str, cue: Cue, first: int, last: int) -> Attribution | None:
    """The statement behind the verb and its speaker, or before them."""
    commas = [match.end() for match in _COMMA.finditer(text, first, cue.start)]
    opens = cue.start - first < 3 and not _is_han(text, cue)
    if opens and _NAMES_SOURCE.match(text, cue.start, cue.end):
        return _source(text, cue, first, last)
    return (
        _follows(text, cue, first, last, commas)
        or _goes_before(text, cue, first, last, commas)
        or (_opens(text, cue, first, last) if opens else None)
    )


def _is_han(text: str, cue: Cue) -> bool:
    return "\u4e00" <= text[cue.start] <= "\u9fff"


#: English leaves the conjunction out; elsewhere the entry of the lexicon may have it ("sostiene que").
_BARE = re.compile(r"(?:sa(?:id|ys?)|claim(?:s|ed)?|warn(?:s|ed)?)(?=\s+(?!(?:to|of|on|in|for|by|at|so)\s)\w)")
_THAT = re.compile(r"(?:that|que|qu'|che|что|що|dass|daß)$")


def _follows(text: str, cue: Cue, first: int, last: int, commas: list[int]) -> Attribution | None:
    """What follows: the minister said that so and so."""
    after = _CLAUSE.match(text, cue.end, last)
    start = first if cue.start - first <= _LONG or not commas else commas[-1]
    if after:
        end = after.start("that") if after["that"] else after.end()
        return Attribution(cue, (start, end), (after.end(), last))
    inserted = commas and cue.start - commas[-1] <= _SHORT
    if _THAT.search(text[cue.start : cue.end]) or (_BARE.match(text, cue.start, last) and not inserted):
        return Attribution(cue, (start, cue.end), (cue.end, last))
    return None


def _goes_before(text: str, cue: Cue, first: int, last: int, commas: list[int]) -> Attribution | None:
    """What goes before: so and so, the minister said on Friday."""
    rest = text[cue.end : last]
    if not commas or cue.start - commas[-1] > _FAR or len(rest) > _LONG or _COMMA.search(rest):
        return None
    if _NAMES_SOURCE.match(text, cue.start, cue.end) and cue.start > commas[-1]:
        return None
    if _is_han(text, cue) and any(c.isalnum() and c != "道" for c in rest):
        return None
    return Attribution(cue, (commas[-1], last), (first, commas[-1]))


def _opens(text: str, cue: Cue, first: int, last: int) -> Attribution | None:
    """What follows a clause that opens the sentence: as the minister said, so and so."""
    comma = _COMMA.search(text, cue.end, last)
    if not comma or comma.start() - cue.end > _LONG:
        return None
    return Attribution(cue, (first, comma.end()), (comma.end(), last))


#: "According to", where it opens a sentence; further on it may be a yardstick ("according to age").
_NAMES_SOURCE = re.compile(
    r"according to|laut|nach angaben|selon|d'après|según|de acuerdo con|secondo|stando|segundo|de acordo com"
    r"|по словам|со слов|по данным|по информации|согласно|за словами|за даними|за інформацією|згідно|według|zdaniem|podle"
)
#: The words up to a comma name the source, or (German) the first two; "what I see" and "me" name none.
_WORDS = re.compile(r"(?!\s*(?:ce|quanto|lo|moi|me|mě|mnie|mir)\s)(?:\s*[^\s,;.()]+){1,6}(?=,)")
_TWO_WORDS = re.compile(r"(?<=laut)(?:\s+[^\s,;.()]+){1,2}|(?<=angaben)(?:\s+[^\s,;.()]+){1,2}")


def _source(text: str, cue: Cue, first: int, last: int) -> Attribution | None:
    """Who is named, and the whole sentence as what he says."""
    after = _WORDS.match(text, cue.end, last) or _TWO_WORDS.match(text, cue.end, last)
    return Attribution(cue, (cue.start, after.end()), (first, last)) if after else None


#: Japanese, Korean and Turkish put speaker, clause and verb in this order: what ends the speaker (the topic),
_TOPIC = {
    "ja": re.compile(r"[はも]、?|が、|、"),
    "ko": re.compile(r"(?:은|는|이|가|도)\s|,\s"),
    "tr": re.compile(r",\s|\s"),
}
#: what ends the clause that is reported (or begins the entry of the lexicon),
_REPORTED = {
    "ja": re.compile(r"と(?:の?[^、。]{0,8})?$"),
    "ko": re.compile(r"[다라냐자까]고\s(?:\S+\s){0,2}$|(?<=[다라])$|고$"),
    "tr": re.compile(r"(?:\w{3,}n[ıiuü]|diye|['’\"”])[,]?\s+(?:\w+\s+){0,2}$"),
}
_PARTICLES = ("と", "다", "라", "고")
#: and "according to", which stands behind the speaker and before what he says.
_BEHIND_SOURCE = {"ja": re.compile(r"によ"), "ko": re.compile(r"따르면"), "tr": re.compile(r"göre")}


def _preceded(text: str, cue: Cue, first: int, last: int, language: str) -> Attribution | None:
    """What stands between speaker and verb."""
    if _BEHIND_SOURCE[language].match(text, cue.start):
        return Attribution(cue, (first, cue.end), (cue.end, last)) if cue.start - first <= _LONG else None
    before = text[first : cue.start]
    topic = _TOPIC[language].search(before)
    reported = text.startswith(_PARTICLES, cue.start) or _REPORTED[language].search(before)
    if not reported or not topic or topic.end() > _FAR:
        return None
    return Attribution(cue, (first, first + topic.end()), (first + topic.end(), cue.start))
