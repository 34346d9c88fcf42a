"""How well links between reports are found: those that a careful reader marked, by the words on either side."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from xlcheck.article import Article
from xlcheck.comparing.compare import Comparison, Link
from xlcheck.errors import XlcheckError


@dataclass(frozen=True)
class Marked:
    """A link of the truth: report and words of either side, and how they stand to each other."""

    a: tuple[str, str]
    b: tuple[str, str]
    relation: str


@dataclass(frozen=True)
class LinkScore:
    """Of one event: the marked links that were found and those that were not, what else was linked, and relations named rightly."""

    name: str
    found: tuple[Marked, ...]
    missed: tuple[Marked, ...]
    false: tuple[Link, ...]
    named: int

    @property
    def recall(self) -> float:
        """Of the marked ones."""
        return len(self.found) / max(len(self.found) + len(self.missed), 1)


def read_truth(path: Path) -> list[Marked]:
    """The links of a truth.toml; raises XlcheckError where it is none."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["links"]
        return [
            Marked((str(row["a"][0]), str(row["a"][1])), (str(row["b"][0]), str(row["b"][1])), str(row["relation"]))
            for row in rows
        ]
    except OSError as error:
        raise XlcheckError(f"{path}: can't be read ({error.strerror})") from None
    except (ValueError, KeyError, TypeError, IndexError):
        raise XlcheckError(
            f"{path}: is no truth about reports; [[links]] have a and b (file and words) and relation"
        ) from None


def score_links(name: str, comparison: Comparison, truth: list[Marked]) -> LinkScore:
    """A comparison against the truth: a link is right where both its statements hold the words of a marked one."""
    told = [link for link in comparison.links if link.relation.tells]
    found: dict[Marked, list[Link]] = {}
    right: set[int] = set()
    for marked in truth:
        for link in told:
            if _is(link, marked, comparison.reports):
                found.setdefault(marked, []).append(link)
                right.add(id(link))
    named = sum(any(link.relation == marked.relation for link in links) for marked, links in found.items())
    missed = tuple(marked for marked in truth if marked not in found)
    return LinkScore(name, tuple(found), missed, tuple(link for link in told if id(link) not in right), named)


def _is(link: Link, marked: Marked, reports: tuple[Article, ...]) -> bool:
    sides = [(Path(reports[s.report].path or "").name, s.facts.text) for s in (link.a, link.b)]
    return any(
        all(name == said[0] and said[1] in text for (name, text), said in zip(order, (marked.a, marked.b), strict=True))
        for order in (sides, sides[::-1])
    )
