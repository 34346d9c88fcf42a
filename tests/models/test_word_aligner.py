import numpy as np
import pytest

from tests.models.toys import TEXTS
from xlcheck.errors import XlcheckError
from xlcheck.models.files import ModelsFile
from xlcheck.models.roles import Links
from xlcheck.models.runtime import Runtime
from xlcheck.models.word_aligner import load

PAIRS = [(TEXTS[i + 5], TEXTS[i]) for i in range(5)] + [("", "a"), (TEXTS[0], TEXTS[0])]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bert", "xlm_roberta"])
def test_links_are_the_mutually_nearest_subwords_of_a_layer(
    name: str, described, toy, runtime: Runtime, packaged: ModelsFile
) -> None:
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(toy(name)), AutoModel.from_pretrained(toy(name)).eval()
    found = load(described(name, layer="1"), runtime, packaged).links(PAIRS)
    assert len(found) == len(PAIRS)
    states = []
    for text in PAIRS[0]:
        given = tokenizer(text, return_tensors="pt", return_offsets_mapping=True)
        offsets = given.pop("offset_mapping")[0][1:-1]
        with torch.no_grad():
            hidden = model(**given, output_hidden_states=True).hidden_states[1][0][1:-1]
        states.append((torch.nn.functional.normalize(hidden, dim=-1), offsets))
    alike = states[0][0] @ states[1][0].T
    mutual = [(i, int(j)) for i, j in enumerate(alike.argmax(1)) if int(alike.argmax(0)[j]) == i]
    assert found[0].original.tolist() == [states[0][1][i].tolist() for i, _ in mutual]
    assert found[0].translation.tolist() == [states[1][1][j].tolist() for _, j in mutual]


@pytest.mark.slow
def test_a_text_is_linked_with_itself_word_by_word_and_nothing_with_nothing(
    described, runtime: Runtime, packaged: ModelsFile
) -> None:
    found = load(described("bert"), runtime, packaged).links(PAIRS)
    assert found[-2].original.shape == (0, 2)
    assert np.array_equal(found[-1].original, found[-1].translation)
    assert len(found[-1].original) > 5


@pytest.mark.slow
def test_what_stands_beside_a_pair_changes_nothing(described, runtime: Runtime, packaged: ModelsFile) -> None:
    aligner = load(described("xlm_roberta"), runtime, packaged)
    for one, pair in zip(aligner.links(PAIRS), PAIRS, strict=True):
        (alone,) = aligner.links([pair])
        assert np.array_equal(one.original, alone.original)
        assert np.array_equal(one.translation, alone.translation)


@pytest.mark.slow
def test_a_layer_that_there_is_not_is_one_line(described, runtime: Runtime, packaged: ModelsFile) -> None:
    with pytest.raises(XlcheckError, match="layer must be one of 0 to 2, not 9"):
        load(described("bert", layer="9"), runtime, packaged)


def test_a_stretch_is_found_across_from_its_first_to_its_last_link() -> None:
    links = Links(np.array([(0, 2), (2, 4), (6, 8)]), np.array([(10, 14), (0, 3), (20, 22)]))
    assert links.across((0, 4), of_original=True) == (0, 14)
    assert links.across((4, 6), of_original=True) is None
    assert links.across((21, 22), of_original=False) == (6, 8)
