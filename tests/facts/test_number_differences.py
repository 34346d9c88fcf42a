"""Which numbers of two sentences differ, and which only look as if they did."""

from __future__ import annotations

from time import process_time

import pytest

from xlcheck import check_pairs
from xlcheck.checks.base import Pair
from xlcheck.checks.numbers import Differences, differences
from xlcheck.facts.statement import Statement


def compared(language: str, original: str, translation: str) -> Differences:
    empty = Statement("", language), Statement("", "en")
    return differences(Pair(Statement(original, language), Statement(translation, "en"), *empty))


@pytest.mark.parametrize(
    ("language", "original", "translation"),
    [
        ("es", "La función empieza a las 17.30.", "The performance starts at 5.30pm."),
        ("zh", "911事件改变了航空业。", "The attacks of September 11 changed aviation."),
        ("ja", "画家（1869～95年）の作品を展示する。", "Works of the painter (1869-1895) are on show."),
        ("ko", "벌금은 235만달러(약 24억원)이다.", "The fine is $2.35 million."),
        ("en", "The fine is 5 billion yuan (about $700 million).", "The fine is 5 billion yuan."),
        ("zh", "首三季出口上升4.7%。", "Exports rose by 4.7% in the first three quarters."),
        ("zh", "上季增长-3%。", "Growth fell by 3% in the quarter."),
        ("de", "Fast 100 Prozent der Läden öffneten.", "Almost all shops opened."),
        (
            "de",
            "Die Teuerung soll unter zwei Prozent bleiben, der Zwei-Prozent-Marke.",
            "Inflation is to stay under two percent.",
        ),
        ("zh", "救援队投入数百万美元。", "The rescuers spent millions of dollars."),
        ("ja", "正代ら4人が1敗で並ぶ。", "Shodai and three others have one loss each."),
        ("tr", "Araç 60 kilometre hızla gidiyordu.", "The car was going at 60 km/h."),
        ("zh", "价格打八折。", "The price is cut by 20 percent."),
    ],
)
def test_nothing_differs(language: str, original: str, translation: str) -> None:
    found = compared(language, original, translation)
    lone = [n for n in (*found.missing, *found.added) if n.value != 100]
    assert (found.changed, found.remeasured, lone) == ((), (), [])


@pytest.mark.parametrize(
    ("language", "original", "translation"),
    [
        ("zh", "气温降到零下3度。", "The temperature fell to 3 degrees."),
        ("zh", "利润增长-3%。", "Profit is expected to be 3% in the year."),
        ("zh", "产量翻了一番。", "Output tripled."),
        ("de", "Der Formel-1-Chef kam.", "The boss of Formula 6 came."),
        ("de", "Er wurde auf Covid-19 getestet.", "He was tested for Covid-22."),
        ("fr", "Il a fini au troisième rang.", "He finished in fourth place."),
        ("en", "Call +49 30 1234567.", "Call +49 30 1234568."),
        ("hi", "साढ़े तीन लाख लोग आए।", "Some 35,000 people came."),
        ("vi", "Giá tăng 12 phần trăm.", "Prices rose by 21 percent."),
        ("id", "Harga naik 12 persen.", "Prices rose by 21 percent."),
    ],
)
def test_a_figure_has_changed(language: str, original: str, translation: str) -> None:
    assert len(compared(language, original, translation).changed) == 1


@pytest.mark.parametrize(
    ("one", "original", "two", "translation"),
    [
        ("de", "Der Turm wurde vor hundert Jahren gebaut.", "en", "The tower was built a century ago."),
        ("en", "She waited ten years for the verdict.", "fr", "Elle a attendu le verdict une décennie."),
        ("fr", "Le pont a cinquante ans.", "en", "The bridge is half a century old."),
    ],
)
def test_a_century_is_a_hundred_years_without_a_figure(one: str, original: str, two: str, translation: str) -> None:
    assert not check_pairs([(original, translation)], original_language=one, translation_language=two)[0].findings


def test_a_century_is_not_eighty_years() -> None:
    (bead,) = check_pairs(
        [("Der Turm wurde vor 80 Jahren gebaut.", "The tower was built a century ago.")],
        original_language="de", translation_language="en",
    )  # fmt: skip
    assert [f.check for f in bead.findings] == ["number-missing"]


def test_two_tables_of_figures_are_not_compared_figure_by_figure() -> None:
    original = ", ".join(f"{n} km" for n in range(10_001, 10_501))
    translation = ", ".join(f"{n} km" for n in range(50_001, 50_501))
    assert compared("es", original, translation) == Differences((), (), (), ())


def test_a_row_of_a_thousand_equal_numbers_is_soon_compared_with_nothing() -> None:
    began = process_time()
    compared("fr", "douze km, " * 1500, "Nothing.")
    assert process_time() - began < 10


def test_one_figure_that_changed_is_seen_among_hundreds() -> None:
    figures = [f"{n} km" for n in range(10_001, 10_301)]
    changed = [*figures[:-1], "77777 km"]
    found = compared("en", ", ".join(figures), ", ".join(changed))
    assert [(int(one.value), int(other.value)) for one, other in found.changed] == [(10_300, 77_777)]
