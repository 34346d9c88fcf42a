"""Documents that are made to learn alignment from."""

import pytest

from xlcheck.alignment.habits import SHAPES
from xlcheck.training.seeded import KINDS, seeded

ITEMS = [
    {
        "original": [f"The mayor of town {n} opened the bridge, which had been closed, on day {k}." for k in range(9)],
        "translation": [f"小镇{n}的镇长在第{k}天开放了这座桥，此桥曾被关闭。" for k in range(9) if k != 4],
        "beads": [
            ((k,), (k - (k > 4),)) if k not in (4, 6, 7) else ((4,), ()) if k == 4 else ((k,), (12 - k,))
            for k in range(9)
        ],
    }
    for n in range(6)
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_beads_are_the_documents_sentences_in_order(kind) -> None:  # type: ignore[no-untyped-def]
    documents = list(seeded(ITEMS, [kind]))
    assert documents
    for document in documents:
        assert document.kind == kind.name
        assert [i for ours, _ in document.beads for i in ours] == list(range(len(document.original)))
        assert [j for _, theirs in document.beads for j in theirs] == list(range(len(document.translation)))
        assert all((len(a), len(b)) in SHAPES for a, b in document.beads if a and b)
        assert [len(marks) for marks in document.begins] == [len(document.original), len(document.translation)]
        assert all(text.strip() for text in (*document.original, *document.translation))


def test_the_same_seed_makes_the_same_documents() -> None:
    assert list(seeded(ITEMS, seed="a")) == list(seeded(ITEMS, seed="a")) != list(seeded(ITEMS, seed="b"))


def test_news_is_left_as_it_is_and_novels_are_not() -> None:
    texts = {text for item in ITEMS for side in ("original", "translation") for text in item[side]}
    news, novels = (list(seeded(ITEMS, [kind for kind in KINDS if kind.name == name])) for name in ("news", "novel"))
    assert all(text in texts for d in news for text in (*d.original, *d.translation))
    assert not all(text in texts for d in novels for text in (*d.original, *d.translation))


def test_what_moved_is_an_orphan_of_both_sides() -> None:
    (document, *_) = seeded(ITEMS[:1], KINDS[:1], turned=False)
    moved = document.original.index(ITEMS[0]["original"][7])
    alone = [bead for bead in document.beads if not all(bead)]
    assert len(alone) == 3
    assert ((moved,), ()) in alone or ((moved - 1,), ()) in alone
