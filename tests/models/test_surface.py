import pytest
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from xlcheck.models.surface import Surface

ONE, OTHER = "The bridge will be closed on Monday.", "The bridge closes Monday, they said."


def test_the_figures_are_those_of_sacrebleu() -> None:
    scores = Surface.of("en-GB").scores(ONE, OTHER)
    assert scores["chrF"] == round(CHRF().sentence_score(ONE, [OTHER]).score, 1)
    assert scores["BLEU"] == round(BLEU(effective_order=True).sentence_score(ONE, [OTHER]).score, 1)
    assert scores["TER"] == round(TER().sentence_score(ONE, [OTHER]).score, 1)


def test_a_text_is_nearest_to_itself() -> None:
    for language, text in (
        ("en", ONE),
        ("zh-Hans", "桥将于周一关闭。"),
        ("ja", "橋は月曜日に閉鎖される。"),
        (None, ONE),
    ):
        assert Surface.of(language).scores(text, text) == {"chrF": 100.0, "TER": 0.0, "BLEU": 100.0}


@pytest.mark.parametrize(
    ("language", "tokenizer"), [("en", "13a"), ("zh-Hant", "zh"), ("ja", "char"), ("ko", "char"), ("ru", "13a")]
)
def test_signatures_tell_how_a_figure_was_made(language: str, tokenizer: str) -> None:
    signatures = Surface.of(language).signatures
    assert set(signatures) == {"chrF", "TER", "BLEU"}
    assert f"tok:{tokenizer}|" in signatures["BLEU"]
    assert "version:" in signatures["chrF"]


def test_an_article_without_sentences_has_no_figures() -> None:
    assert Surface.of("en").together([], []) == {}
    assert Surface.of("en").together([ONE], [ONE])["chrF"] == 100.0
