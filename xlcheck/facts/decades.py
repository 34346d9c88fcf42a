"""Decades in alphabetic text: the 1990s, les années 80, девяностые годы."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlcheck.facts.when import DateFact

_CENTURY_DECADE = r"(?:1[5-9]|20)\d0"
_SLAVIC_YEARS = r"(?:е|х|ті|их|тих)(?![^\W_])"
_DECADE = re.compile(
    rf"(?<![\d.,])(?P<n>(?:1[5-9]|20)?\d0)(?:'?s(?![^\W_])|er[ -]jahr\w*|ern?(?= )|'?l[aeıi]r\w*|'?l[ıi]\syıl\w*|\.\slet\w*|\sके दशक|-an(?![^\W_])|"
    rf"-?{_SLAVIC_YEARS}\s(?:год|рок)\w+)|"
    rf"(?<![\d.,])(?P<full>{_CENTURY_DECADE})-{_SLAVIC_YEARS}|"
    rf"(?<![^\W_])(?:années|años|anni|anos|lata|latach|lat|thập niên)\s'?(?P<before>(?:1[5-9]|20)?\d0)(?!\d|[.,]\d|%)"
)
#: Words for decades; the centuries beside them are left open.
_DECADE_WORDS = {
    "en": "twenties thirties forties fifties sixties seventies eighties nineties",
    "de": "zwanziger dreißiger vierziger fünfziger sechziger siebziger achtziger neunziger",
    "ru": "двадцат тридцат сороков пятидесят шестидесят семидесят восьмидесят девяност",
    "uk": "двадцят тридцят сороков п'ятдесят шістдесят сімдесят вісімдесят дев'яност",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "pl": "dwudziest trzydziest czterdziest pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt",
    "ar": "عشرينيات ثلاثينيات أربعينيات خمسينيات ستينيات سبعينيات ثمانينيات تسعينيات",
    "cs": "dvacát třicát čtyřicát padesát šedesát sedmdesát osmdesát devadesát",
}
_DECADE_FORMS = {
    "en": r"(?P<w>{})(?![^\W_])", "de": r"(?P<w>{})n?[ -]?jahr\w*", "ru": r"(?P<w>{})(?:ые|ых|ым|ыми)\s(?:год\w*)?",
    "uk": r"(?P<w>{})(?:і|их|им)\s(?:рок\w*)?", "fr": r"années (?P<w>{})(?![^\W_])", "es": r"años (?P<w>{})(?![^\W_])",
    "it": r"anni '?(?P<w>{})(?![^\W_])", "pt": r"anos (?P<w>{})(?![^\W_])", "pl": r"lat(?:a|ach)? (?P<w>{})(?:e|ych)(?![^\W_])",
    "cs": r"(?P<w>{})(?:á|ých) let\w*", "ar": r"و?(?:ال|لل|بال)?(?P<w>{})(?![^\W_])",
}  # fmt: skip


def decades(text: str, language: str) -> Iterator[DateFact]:
    """The decades of a folded text, in figures and in words, in no order."""
    for match in _DECADE.finditer(text):
        yield DateFact(match.start(), match.end(), {"decade": int(match["n"] or match["full"] or match["before"])})
    words = _DECADE_WORDS.get(language, "").split()
    if words:
        either = "|".join(word.replace("-", "[ -]") for word in sorted(words, key=len, reverse=True))
        for match in re.finditer(rf"(?<![^\W_]){_DECADE_FORMS[language].format(either)}", text):
            yield DateFact(match.start(), match.end(), {"decade": 20 + 10 * words.index(match["w"].replace(" ", "-"))})
