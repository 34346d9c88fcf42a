"""A sentence in a language that is neither the translation's nor the original's, or the whole translation in another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlcheck.article import Role
from xlcheck.checks.base import ArticlePair, Check, Evidence, Severity
from xlcheck.language.detection import detect, primary
from xlcheck.language.scripts import scripts, usual_script

_LONG_ENOUGH = 25
_EAST = {"zh": {"Han"}, "ja": {"Han", "Kana"}, "ko": {"Hangul", "Han"}}
#: Share of kana above which Han and kana together are Japanese (two fifths or more as a rule): a Chinese sentence may
#: hold the name of a Japanese brand.
_JAPANESE = 0.2


class WrongLanguage(Check):
    name = "wrong-language"
    category = "accuracy/untranslated"
    severity = Severity.CRITICAL

    def article(self, articles: ArticlePair) -> Iterator[tuple[int, Evidence]]:
        """Long sentences of the translation that are mostly in a script which is neither side's."""
        expected = _expected(articles.translation.language) | _expected(articles.original.language)
        for number, bead in enumerate(articles.beads):
            for j in bead.translation:
                sentence = articles.translation.sentences[j]
                count = _writing(sentence.text)
                if sentence.role != Role.BODY or count.total() < _LONG_ENOUGH:
                    continue
                script, letters = count.most_common(1)[0]
                if script not in expected and letters > 0.7 * count.total():
                    fields = {"language": primary(detect(sentence.text)) or script}
                    yield number, Evidence(self.name, self.name, fields, None, (sentence.start, sentence.end))


def _writing(text: str) -> Counter[str]:
    """Letters by script, the Han of Japanese counted as kana."""
    count = scripts(text)
    if count["Kana"] > _JAPANESE * (count["Kana"] + count["Han"]):
        count["Kana"] += count.pop("Han", 0)
    return count


def _expected(language: str | None) -> set[str]:
    name = primary(language)
    return _EAST.get(name) or {usual_script(name)}
