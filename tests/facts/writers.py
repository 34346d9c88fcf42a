"""Writers of numbers for the property tests: one value in the ways in which newspapers of a language write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from babel import Locale
from babel.numbers import format_compact_decimal, format_decimal

#: A noun for each language: a number counts something.
THINGS = {
    "zh": "只山羊", "zh-Hant": "隻山羊", "ja": "頭", "ko": "마리", "en": "goats", "ru": "коз", "uk": "кіз", "de": "Ziegen", "fr": "chèvres", "es": "cabras", "ar": "رأس",
    "pt": "cabras", "it": "capre", "hi": "बकरियां", "tr": "keçi", "pl": "kóz", "cs": "koz", "vi": "con dê", "id": "kambing",
}  # fmt: skip
LANGUAGES = sorted(THINGS)
PERCENT = {
    "zh": "百分之{}", "zh-Hant": "百分之{}", "ja": "{}パーセント", "ko": "{}퍼센트", "en": "{} percent", "ru": "{} процентов", "uk": "{} відсотків", "de": "{} Prozent",
    "fr": "{} pour cent", "es": "{} por ciento", "ar": "{} في المئة", "pt": "{} por cento", "it": "{} per cento", "hi": "{} प्रतिशत", "tr": "yüzde {}", "pl": "{} procent",
    "cs": "{} procent", "vi": "{} phần trăm", "id": "{} persen",
}  # fmt: skip
#: Between the ends of a range.
TO = {
    "zh": "至", "zh-Hant": "至", "ja": "から", "ko": "에서 ", "en": " to ", "ru": " до ", "uk": " до ", "de": " bis ", "fr": " à ", "es": " a ", "ar": " إلى ", "pt": " a ",
    "it": " a ", "hi": " से ", "tr": " ile ", "pl": " do ", "cs": " až ", "vi": " đến ", "id": " hingga ",
}  # fmt: skip
#: How 1/3, 2/3, 1/4, 3/4 and 2/5 are called.
FRACTIONS = {
    "zh": ["三分之一", "三分之二", "四分之一", "四分之三", "五分之二"], "zh-Hant": ["三分之一", "三分之二", "四分之一", "四分之三", "五分之二"],
    "ja": ["三分の一", "三分の二", "4分の1", "4分の3", "5分の2"], "ko": ["삼분의 일", "3분의 2", "4분의 1", "사분의 삼", "오분의 이"],
    "en": ["one third", "two thirds", "a quarter", "three quarters", "two fifths"], "ru": ["треть", "две трети", "четверть", "три четверти", "две пятых"],
    "uk": ["третина", "дві третини", "чверть", "три чверті", "дві п'ятих"], "de": ["ein Drittel", "zwei Drittel", "ein Viertel", "drei Viertel", "zwei Fünftel"],
    "fr": ["un tiers", "deux tiers", "un quart", "trois quarts", "deux cinquièmes"], "es": ["un tercio", "dos tercios", "un cuarto", "tres cuartos", "dos quintos"],
    "ar": ["ثلث", "ثلثي", "ربع", "ثلاثة أرباع", "خمسي"], "pt": ["um terço", "dois terços", "um quarto", "três quartos", "dois quintos"],
    "it": ["un terzo", "due terzi", "un quarto", "tre quarti", "due quinti"], "hi": ["एक तिहाई", "दो तिहाई", "एक चौथाई", "तीन चौथाई", "2/5"],
    "tr": ["üçte biri", "üçte ikisi", "dörtte biri", "dörtte üçü", "beşte ikisi"], "pl": ["jedna trzecia", "dwie trzecie", "jedna czwarta", "trzy czwarte", "dwie piąte"],
    "cs": ["třetina", "dvě třetiny", "čtvrtina", "tři čtvrtiny", "dvě pětiny"], "vi": ["một phần ba", "hai phần ba", "một phần tư", "ba phần tư", "hai phần năm"],
    "id": ["sepertiga", "dua pertiga", "seperempat", "tiga perempat", "dua perlima"],
}  # fmt: skip
#: Locales in the digits that the language's own papers may use.
_OTHER_DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩", "hi": "०१२३४५६७८९"}
_LOCALES = {"zh-Hant": "zh_Hant", "es": "es_ES"}


def locale(language: str) -> str:
    """CLDR's name of the language."""
    return _LOCALES.get(language, language)


def digits(language: str, value: object) -> Iterator[str]:
    """A value in digits with the language's separators, and in its own digits where it has any."""
    written = format_decimal(value, locale=locale(language) if language != "ar" else "ar_EG", numbering_system="latn")
    yield written
    if isinstance(value, int):
        yield str(value)
    own = _OTHER_DIGITS.get(language)
    if own:
        arabic = str.maketrans("0123456789.,", own + ("٫٬" if language == "ar" else ".,"))
        plain = format_decimal(value, locale="en") if language == "ar" else written
        yield plain.translate(arabic)


def compact(language: str, value: int) -> Iterator[str]:
    """A round value with a magnitude as CLDR writes it: 2.5 billion, 25亿, 2,5 Mrd., 250 करोड़."""
    for kind in ("short", "long"):
        if kind in Locale.parse(locale(language)).compact_decimal_formats:
            written = format_compact_decimal(value, locale=locale(language), format_type=kind, fraction_digits=3)
            # A lone letter (326B, 67 M) is a magnitude beside a currency only; no paper writes Bn or NT.
            if not re.search(r"\d\s?(?:[A-Za-z]|Bn|NT)$", written):
                yield written


def words(language: str, value: int) -> Iterator[str]:
    """A value in words, below a million, where a writer is at hand."""
    writer = _WRITERS.get(language)
    # A final "one" is an article as well (bir, un): as a word it is left out.
    if writer and 20 < value < 10**6 and (language not in ("tr", "es") or 1 not in (value % 10, value // 1000 % 10)):
        yield writer(value)


def _below_hundred(value: int, ones: list[str], tens: list[str], join: str) -> str:
    if value < len(ones):
        return ones[value]
    ten, one = divmod(value, 10)
    return tens[ten] + (join + ones[one] if one else "")


_EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_EN_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def english(value: int) -> str:
    """Two hundred and fifty thousand three hundred and one."""
    if value >= 1000:
        high, low = divmod(value, 1000)
        gap = " and " if 0 < low < 100 else " "
        return f"{english(high)} thousand" + (gap + english(low) if low else "")
    if value >= 100:
        high, low = divmod(value, 100)
        return f"{_EN[high]} hundred" + (f" and {english(low)}" if low else "")
    return _below_hundred(value, _EN, _EN_TENS, "-")


_DE = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
_DE_TENS = "- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()


def german(value: int) -> str:
    """Zweihundertfünfzigtausenddreihunderteins."""
    if value >= 1000:
        high, low = divmod(value, 1000)
        return german(high) + "tausend" + (german(low) if low else "")
    if value >= 100:
        high, low = divmod(value, 100)
        return _DE[high] + "hundert" + (german(low) if low else "")
    if value < 20:
        return _DE[value] if value != 1 else "eins"
    ten, one = divmod(value, 10)
    return (_DE[one] + "und" if one else "") + _DE_TENS[ten]


_RU = "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать".split()
_RU_TENS = "- - двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split()
_RU_HUNDREDS = "- сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот".split()


def russian(value: int) -> str:
    """Двести пятьдесят тысяч триста один."""
    if value >= 1000:
        high, low = divmod(value, 1000)
        return (f"{russian(high)} " if high > 1 else "") + "тысяч" + (f" {russian(low)}" if low else "")
    if value >= 100:
        high, low = divmod(value, 100)
        return _RU_HUNDREDS[high] + (f" {russian(low)}" if low else "")
    return _below_hundred(value, _RU, _RU_TENS, " ")


_ES = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve".split()
_ES_TENS = "- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_ES_HUNDREDS = (
    "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos".split()
)


def spanish(value: int) -> str:
    """Doscientos cincuenta mil trescientos dos; none that end in one, which an article may be."""
    if value >= 1000:
        high, low = divmod(value, 1000)
        return (f"{spanish(high)} " if high > 1 else "") + "mil" + (f" {spanish(low)}" if low else "")
    if value >= 100:
        high, low = divmod(value, 100)
        return "cien" if value == 100 else _ES_HUNDREDS[high] + (f" {spanish(low)}" if low else "")
    return _below_hundred(value, _ES, _ES_TENS, " y ")


_TR = "sıfır bir iki üç dört beş altı yedi sekiz dokuz".split()
_TR_TENS = "- on yirmi otuz kırk elli altmış yetmiş seksen doksan".split()


def turkish(value: int) -> str:
    """İki yüz elli bin üç yüz iki."""
    if value >= 1000:
        high, low = divmod(value, 1000)
        return (f"{turkish(high)} " if high > 1 else "") + "bin" + (f" {turkish(low)}" if low else "")
    if value >= 100:
        high, low = divmod(value, 100)
        return (f"{_TR[high]} " if high > 1 else "") + "yüz" + (f" {turkish(low)}" if low else "")
    return _below_hundred(value, _TR, _TR_TENS, " ")


_ID = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()


def indonesian(value: int) -> str:
    """Dua ratus lima puluh ribu tiga ratus dua."""
    for size, name, one in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "sepuluh")):
        if value >= size and value >= 20:
            high, low = divmod(value, size)
            head = one if high == 1 else f"{indonesian(high)} {name}"
            return head + (f" {indonesian(low)}" if low else "")
    return _ID[value] if value < 12 else f"{_ID[value - 10]} belas"


_VI = "không một hai ba bốn năm sáu bảy tám chín".split()


def vietnamese(value: int) -> str:
    """Hai trăm năm mươi nghìn ba trăm linh hai."""
    if value >= 1000:
        high, low = divmod(value, 1000)
        gap = " không trăm" + (" linh" if low < 10 else "") if 0 < low < 100 else ""
        return f"{vietnamese(high)} nghìn" + (f"{gap} {vietnamese(low)}" if low else "")
    if value >= 100:
        high, low = divmod(value, 100)
        return f"{_VI[high]} trăm" + (f"{' linh' if low < 10 else ''} {vietnamese(low)}" if low else "")
    ten, one = divmod(value, 10)
    last = {1: "mốt", 5: "lăm"}.get(one, _VI[one]) if ten > 1 else {5: "lăm"}.get(one, _VI[one])
    return _VI[value] if value < 10 else ("mười" if ten == 1 else f"{_VI[ten]} mươi") + (f" {last}" if one else "")


def chinese(value: int) -> str:
    """二十五万零三百零二."""
    if value >= 10**4:
        high, low = divmod(value, 10**4)
        return f"{chinese(high)}万{'零' if 0 < low < 1000 else ''}{chinese(low) if low else ''}"
    text, gap = "", False
    for name, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = value // size % 10
        text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + name if digit else ""
        gap = not digit
    return text


_WRITERS: dict[str, Callable[[int], str]] = {
    "en": english, "de": german, "ru": russian, "es": spanish, "tr": turkish, "id": indonesian, "vi": vietnamese, "zh": chinese,
}  # fmt: skip
