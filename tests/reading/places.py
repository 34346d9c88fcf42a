"""What the tests of readers share: where the text of an article stands in its file."""

import re
from collections.abc import Iterable
from pathlib import Path

from xlcheck.article import Article
from xlcheck.reading.aligned import Aligned, read_aligned


def blocks(article: Article) -> list[str]:
    """The texts of an article's paragraphs."""
    return [article.text[p.start : p.end] for p in article.paragraphs]


def misplaced(file: str, article: Article) -> list[str]:
    """Words that ``locate`` doesn't find in the file, in the line and at the column that it tells."""
    lines = re.split(r"\r\n|\r|\n", file)
    places = [(word[0], article.locate(word.start())) for word in re.finditer(r"\w+", article.text)]
    return [word for word, place in places if not lines[place.line - 1][place.column - 1 :].startswith(word)]


def of_wrong_lines(file: str, articles: Iterable[Article]) -> list[str]:
    """Sentences whose first word doesn't stand in the line that ``locate`` tells, or whose offsets aren't theirs."""
    lines = re.split(r"\r\n|\r|\n", file)
    return [
        s.text
        for article in articles
        for s in article.sentences
        if s.text.split()[0] not in lines[article.locate(s.start).line - 1] or article.text[s.start : s.end] != s.text
    ]


def sides(read: Aligned) -> list[tuple[str, str]]:
    """The pairs, as texts."""
    ours, theirs = ([s.text for s in article.sentences] for article in read[:2])
    return [("".join(ours[i] for i in one), "".join(theirs[j] for j in two)) for one, two in read.pairs]


def pairs_of(folder: Path, name: str, data: str | bytes) -> Aligned:
    """What is read of a bilingual file of this name and content."""
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_aligned(file)


def folded(text: str) -> str:
    """Breaks and runs of spaces as one space, as readers of XML fold them."""
    return re.sub("[ \t\r\n]+", " ", text).strip(" ")
