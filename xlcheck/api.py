"""What one can ask: check an article pair, check pairs that are aligned already, align."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Union

from xlcheck.article import Article
from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    from xlcheck.alignment.bead import Bead
    from xlcheck.judging.reference import Reference
    from xlcheck.judging.table import Table
    from xlcheck.models import Choice, Profile
    from xlcheck.reading.aligned import Aligned
    from xlcheck.reading.glossary import Glossary
    from xlcheck.report import CheckedBead, Report

Progress = Callable[[int, int], None]
#: A file of terms, several, or what was read of them.
Glossaries = Union["Path", "Sequence[Path]", "Glossary", None]


def check(
    original: str | Path | Article,
    translation: str | Path | Article,
    *,
    original_language: str | None = None,
    translation_language: str | None = None,
    original_date: str | None = None,
    profile: str | Profile | Choice = "embedded",
    models: Path | None = None,
    encoding: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    lines: bool = False,
    thresholds: Path | Table | None = None,
    glossary: Glossaries = None,
    reference: str | Path | Article | None = None,
    progress: Progress | None = None,
) -> Report:
    """Which statements of an article drifted in its translation.

    A ``str`` is always the text itself, a ``Path`` always a file. Language codes are BCP 47; an unknown one never
    raises but is named in the report's notices. ``original_date`` (ISO 8601) gives relative dates their value.
    ``profile`` is the name of one, or one that ``xlcheck.load_profile`` loaded: with other models in its roles, on a
    graphics card, with a cache. ``thresholds`` is a file as ``xlcheck tune`` writes it, ``glossary`` one or several of
    terms (TBX, CSV, TSV). ``reference`` is a second translation, to which this one is compared bead by bead.
    Raises XlcheckError for a source that can't be read, a check or a profile that there isn't.
    """
    from xlcheck.checks import selected
    from xlcheck.pipeline import judged
    from xlcheck.preparing import aligned_by, prepared

    checks = selected(select, ignore)
    today = day(original_date)
    one = prepared(original, "original", original_language, encoding, lines=lines)
    two = prepared(translation, "translation", translation_language, encoding, lines=lines)
    loaded = loaded_profile(profile, models)
    beads = aligned_by(one, two, loaded.encoder)
    today = today or day(one.date) or day(two.date)
    other = _reference(reference, one, two, beads, loaded, encoding, lines=lines)
    return judged(
        one, two, beads, checks, loaded, today=today, progress=progress, table=_table(thresholds), reference=other,
        glossary=_glossary(glossary),
    )  # fmt: skip


def check_aligned(
    source: Path | Aligned,
    *,
    original_language: str | None = None,
    translation_language: str | None = None,
    original_date: str | None = None,
    profile: str | Profile | Choice = "embedded",
    models: Path | None = None,
    encoding: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    thresholds: Path | Table | None = None,
    glossary: Glossaries = None,
    reference: str | Path | Article | None = None,
    progress: Progress | None = None,
) -> Report:
    """The report on a file of pairs that are aligned already: TMX, XLIFF, PO, CSV, JSON Lines, or a table by tabs.

    Nothing is aligned anew; a pair with an empty side is an omitted or an added sentence. Raises XlcheckError for a
    file that can't be read, a check or a profile that there isn't.
    """
    from xlcheck.alignment.bead import Bead
    from xlcheck.checks import selected
    from xlcheck.language.detection import detect
    from xlcheck.pipeline import judged
    from xlcheck.reading.aligned import read_aligned

    checks, today = selected(select, ignore), day(original_date)
    languages = {"original_language": original_language, "translation_language": translation_language}
    read = read_aligned(source, encoding=encoding, **languages) if isinstance(source, Path) else source
    named = (original_language, translation_language)
    one, two = (
        replace(article, language=language or article.language or detect(article.text))
        for article, language in zip((read.original, read.translation), named, strict=True)
    )
    beads = [Bead(original, translation, 1.0) for original, translation in read.pairs]
    loaded = loaded_profile(profile, models)
    table = _table(thresholds)
    other = _reference(reference, one, two, beads, loaded, encoding, lines=False)
    return judged(
        one, two, beads, checks, loaded, today=today, progress=progress, aligned=True, table=table, reference=other,
        glossary=_glossary(glossary),
    )  # fmt: skip


def check_pairs(
    pairs: Iterable[tuple[str, str]],
    *,
    original_language: str,
    translation_language: str,
    profile: str | Profile | Choice = "embedded",
    models: Path | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    thresholds: Path | Table | None = None,
    glossary: Glossaries = None,
) -> list[CheckedBead]:
    """Drift and findings of pairs that are aligned already, in their order; offsets are into the pair's own strings."""
    from xlcheck.alignment.bead import Bead
    from xlcheck.checks import selected
    from xlcheck.pipeline import judged_beads, pair_of

    checks, loaded, table = selected(select, ignore), loaded_profile(profile, models), _table(thresholds)
    terms = _glossary(glossary)
    done: list[CheckedBead] = []
    for some in _batched(pairs, _TOGETHER):
        articles = []
        for original, translation in some:
            one, two = _lone(original, original_language), _lone(translation, translation_language)
            bead = Bead((0,) if one.sentences else (), (0,) if two.sentences else (), 1.0)
            articles.append(pair_of(one, two, [bead], loaded, reading=bool(checks), glossary=terms))
        done += [bead for beads in judged_beads(articles, checks, table=table) for bead in beads]
    for remark in loaded.remarks.taken():
        # There is no report to stand in.
        logging.getLogger("xlcheck").warning(remark.message)
    return done


#: Pairs that the models read at a time.
_TOGETHER = 256


def _batched(pairs: Iterable[tuple[str, str]], size: int) -> Iterator[list[tuple[str, str]]]:
    iterator = iter(pairs)
    while some := list(islice(iterator, size)):
        yield some


def align_sentences(
    original: Sequence[str],
    translation: Sequence[str],
    *,
    original_language: str | None = None,
    translation_language: str | None = None,
    profile: str | Profile | Choice = "embedded",
    models: Path | None = None,
) -> list[Bead]:
    """Beads of two lists of sentences, each with ``original``, ``translation`` (indices) and ``score``."""
    from xlcheck.alignment import align

    return align(list(original), list(translation), loaded_profile(profile, models).encoder)


def align_articles(
    original: str | Path | Article,
    translation: str | Path | Article,
    *,
    original_language: str | None = None,
    translation_language: str | None = None,
    profile: str | Profile | Choice = "embedded",
    models: Path | None = None,
    encoding: str | None = None,
    lines: bool = False,
) -> Report:
    """The alignment of two articles as a report in which nothing was checked."""
    from xlcheck.pipeline import judged
    from xlcheck.preparing import aligned_by, prepared

    one = prepared(original, "original", original_language, encoding, lines=lines)
    two = prepared(translation, "translation", translation_language, encoding, lines=lines)
    loaded = loaded_profile(profile, models)
    beads = aligned_by(one, two, loaded.encoder)
    return judged(one, two, beads, [], loaded, today=None)


def _table(thresholds: Path | Table | None) -> Table:
    from xlcheck.judging.table import SHIPPED, read_table

    return read_table(thresholds) if isinstance(thresholds, Path) else thresholds or SHIPPED


def _glossary(glossary: Glossaries) -> Glossary | None:
    from xlcheck.reading.glossary import Glossary, read_glossaries

    if glossary is None or isinstance(glossary, Glossary):
        return glossary
    files = [glossary] if isinstance(glossary, Path) else list(glossary)
    return read_glossaries(files) if files else None


def loaded_profile(profile: str | Profile | Choice, models: Path | None) -> Profile:
    """A profile by its name, as it was chosen, or as it is loaded already."""
    from xlcheck.models import Choice, load_profile

    if isinstance(profile, str):
        return load_profile(profile, models)
    return profile.load() if isinstance(profile, Choice) else profile


def _reference(
    source: str | Path | Article | None,
    one: Article,
    two: Article,
    beads: Sequence[Bead],
    loaded: Profile,
    encoding: str | None,
    *,
    lines: bool,
) -> Reference | None:
    """The reference, aligned with the original as the translation was."""
    if source is None:
        return None
    from xlcheck.judging.reference import Reference, refused
    from xlcheck.preparing import aligned_by, prepared

    other = prepared(source, "translation", two.language, encoding, lines=lines)
    if why := refused(other, two):
        raise XlcheckError(f"{other.path or 'the reference'}: {why}")
    return Reference.of(two, beads, other, aligned_by(one, other, loaded.encoder))


def _lone(text: str, language: str) -> Article:
    from xlcheck.article import Paragraph, Role, Sentence

    # Offsets stay: a lone surrogate, which no file can hold, becomes one sign.
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    if not any(character.isalnum() for character in text):
        # A full stop alone translates nothing: the other side is without counterpart.
        return Article(text, language=language)
    sentence = Sentence(0, len(text), 0, Role.BODY, text)
    return Article(text, language=language, paragraphs=(Paragraph(0, len(text)),), sentences=(sentence,))


def day(stamp: str | None) -> date | None:
    """A day of ISO 8601, None for none; raises XlcheckError where it is none."""
    if not stamp:
        return None
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        raise XlcheckError(f"{stamp!r} is no date; write it as 2026-03-14") from None
