"""Dots that end no sentence: abbreviations of the languages we ship for, initials and ordinals."""

from __future__ import annotations

import re
from functools import cache

#: Always followed by more of the sentence: titles, months, units before a number, "approximately".
_ABBREVIATIONS: dict[str, str] = {
    "en": "mr mrs ms dr prof gen lt col sgt capt cmdr gov sen rep rev hon st mt ft no nos vs approx est dept fig vol jan feb mar apr jun jul aug "
    "sept sep oct nov dec inc ltd corp co bros e.g i.e cf al messrs adm maj pres amb",
    "de": "dr prof hr fr nr z.b d.h u.a usw bzw ca mio mrd mrd st str dipl ing rer evtl ggf inkl max min sog vgl jan feb mär apr aug sept okt nov dez "
    "bd abs art geb gest i.d.r o.ä s.o u.ä v.a z.t tel",
    "fr": "m mm mme mlle dr me pr st ste av bd env p pp cf etc janv févr avr juil sept oct nov déc n",
    "es": "sr sra srta dr dra d dña prof ing lic gral cnel av avda núm aprox ee.uu art pág ud uds ene feb mar abr jun jul ago sept oct nov dic",
    "pt": "sr sra dr dra prof eng av núm aprox art pág jan fev mar abr jun jul ago set out nov dez v.exa",
    "it": "sig sig.ra dott dott.ssa prof ing avv on sen gen col mons art pag ca es gen feb mar apr giu lug ago set ott nov dic n s",
    "ru": "г гг в вв т.е т.к т.д т.п др пр им ул просп пл д корп стр тыс млн млрд трлн руб коп долл см м км кв куб га р н.э проф акад ген полк "
    "янв фев февр мар апр авг сент окт нояб дек напр св ок мин сек чел",
    "uk": "р рр ст т.е т.д т.п ін ім вул просп пл буд тис млн млрд трлн грн коп дол м см км кв куб га н.е проф акад ген полк січ лют бер квіт трав "
    "черв лип серп верес жовт листоп груд напр бл хв сек осіб",
    "pl": "dr prof mgr inż gen płk ul al pl św tzn tzw np m.in itd itp ok tys mln mld zł gr r w nr str art ust pkt godz im",
    "cs": "dr prof ing mgr mudr judr ul nám sv tzv např atd apod cca tis mil mld kč č str r",
    "tr": "dr prof doç sn av cad sok no vb vs örn yy km",
    "ar": "د أ م ص ت",
    "vi": "tp tx ts ths gs pgs bs ks ls tr đ st",
    "id": "dr prof ir drs dra h hj jl no kab kec kel tgl hlm sdr sdri yth dll dsb dkk rp tbk",
}
_INITIAL = re.compile(r"(?<![^\W\d_])([^\W\d_]\.)(?=\s?[^\W\d_]\.|\s?[A-ZА-ЯЁІЇЄҐÀ-Þ][^\W\d_])")
_INITIALISM = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\.){2,}(?=\s+[^\WA-ZА-ЯІЇЄ]|\s*[,;)])")
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
#: "3. Oktober", "21. července": an ordinal before a word in the languages that write it so.
_ORDINAL = re.compile(r"(?<![\d.])\d{1,2}\.(?=\s[^\W\d_])")
_WITH_ORDINALS = frozenset({"de", "cs", "pl", "tr", "no", "da", "fi", "hu"})


def mask_dots(text: str, language: str) -> str:
    """The text, as long as it was, with the dots that end no sentence turned into underlines."""
    patterns = [_DECIMAL, _INITIALISM, _INITIAL, _abbreviation(language)]
    if language in _WITH_ORDINALS:
        patterns.append(_ORDINAL)
    for pattern in patterns:
        text = pattern.sub(lambda match: match[0].replace(".", "_"), text)
    return text


@cache
def _abbreviation(language: str) -> re.Pattern[str]:
    words = _ABBREVIATIONS.get(language, _ABBREVIATIONS["en"]).split()
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    # A Russian "г." or "руб." may also end its sentence: then a capital that begins a new one follows.
    ambiguous = "г|гг|в|вв|руб|коп|долл|млн|млрд|трлн|тыс|др|пр|т\\.д|т\\.п|р|рр|грн|дол|чел|осіб|etc|usw|co|inc|ltd|corp|tys|mln|mld|itd|itp|atd|apod|ee\\.uu"
    return re.compile(
        rf"(?<![^\W\d_])(?:(?i:{either})\.(?=\s*[^\W_A-ZА-ЯЁІЇЄҐÀ-Þ]|[,;])|(?!(?i:{ambiguous})\.)(?i:{either})\.(?=\s*\S))"
    )
