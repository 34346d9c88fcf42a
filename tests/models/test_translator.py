import warnings
from pathlib import Path

import numpy as np
import pytest

from tests.models.toys import TEXTS
from xlcheck.errors import XlcheckError
from xlcheck.models.coverage import _tried
from xlcheck.models.files import ModelsFile
from xlcheck.models.likelihood import unlikeliest
from xlcheck.models.runtime import Runtime
from xlcheck.models.seq2seq import Scored, Seq2Seq
from xlcheck.models.surface import Surface
from xlcheck.models.translator import TranslatorReader, load

PAIRS = [(TEXTS[i + 5], TEXTS[i]) for i in range(5)]
NAMES = ("marian", "m2m100", "nllb", "mt5")
#: How transformers is told the languages, by its own means.
TOLD = {"m2m100": ("zh", "en"), "nllb": ("zho_Hans", "eng_Latn")}
PREFIX = {"mt5": "<2en> "}


@pytest.fixture(params=NAMES)
def model(request: pytest.FixtureRequest, described, runtime: Runtime) -> Seq2Seq:
    return Seq2Seq.load(described(request.param), runtime)


def plain(name: str, folder: Path, source: str, target: str) -> tuple[list[float], str]:
    """The logarithms of a target's subwords, its language's mark left out, and a greedy translation."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Recommended: pip install sacremoses")
        tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder).eval()
    forced = {}
    if name in TOLD:
        tokenizer.src_lang, tokenizer.tgt_lang = TOLD[name]
        forced = {"forced_bos_token_id": tokenizer.convert_tokens_to_ids("__en__" if name == "m2m100" else "eng_Latn")}
    given = tokenizer(PREFIX.get(name, "") + source, return_tensors="pt")
    labels = tokenizer(text_target=target, return_tensors="pt")["input_ids"]
    with torch.no_grad():
        logs = model(**given, labels=labels).logits[0].log_softmax(-1)
        made = model.generate(
            **given,
            num_beams=1,
            do_sample=False,
            max_length=None,
            max_new_tokens=min(2 * given["input_ids"].shape[1] + 16, 128 if name != "mt5" else 512),
            **forced,
        )
    first = 1 if name in TOLD else 0
    told = [float(logs[at, label]) for at, label in enumerate(labels[0])]
    return told[first:], tokenizer.decode(made[0, 1 + first :], skip_special_tokens=True).strip()


@pytest.mark.slow
def test_likelihoods_and_translations_are_those_of_transformers(model: Seq2Seq, toy) -> None:
    scored = model.scored(PAIRS, "zh", "en")
    said = model.translated([one for one, _ in PAIRS], "zh", "en")
    for (one, two), logs, text in zip(PAIRS, scored, said, strict=True):
        theirs = plain(model.name, toy(model.name), one, two)
        assert logs is not None
        assert np.allclose(logs.logs, theirs[0], atol=2e-3)
        assert text == theirs[1]


@pytest.mark.slow
def test_what_stands_beside_a_pair_changes_nothing(model: Seq2Seq) -> None:
    whole = model.scored(PAIRS, "zh", "en")
    alone = [model.scored([pair], "zh", "en")[0] for pair in PAIRS]
    for one, other, (_, text) in zip(whole, alone, PAIRS, strict=True):
        assert one is not None
        assert other is not None
        assert np.allclose(one.logs, other.logs, atol=2e-3)
        assert len(one.spans) == len(one.logs)
        assert np.all((one.spans[:, 0] <= one.spans[:, 1]) & (one.spans[:, 1] <= len(text)))
    assert model.scored([], "zh", "en") == []
    texts = [one for one, _ in PAIRS]
    assert model.translated(texts, "zh", "en") == [model.translated([text], "zh", "en")[0] for text in texts]


@pytest.mark.slow
def test_a_model_tells_which_languages_it_knows(model: Seq2Seq) -> None:
    assert model.translates("zh-Hans", "en-GB")
    assert not model.translates("zh", "tlh")
    assert model.translates("en", "zh") == (model.name != "marian")


@pytest.mark.slow
def test_what_is_empty_or_too_long_is_not_read_and_that_is_told(model: Seq2Seq) -> None:
    object.__setattr__(model, "longest", 40)
    assert model.scored([("", "a"), ("一", ""), (TEXTS[5], " ".join(TEXTS[:4]))], "zh", "en") == [None, None, None]
    (notice,) = model.settings.remarks.taken()
    assert notice.message == f"Sentences longer than 40 subwords were not read by {model.name}."


@pytest.mark.slow
def test_a_model_of_one_direction_says_which_or_is_asked(tmp_path: Path, toy, described, runtime: Runtime) -> None:
    folder = tmp_path / "marian"
    folder.mkdir()
    for file in toy("marian").iterdir():
        text = file.read_bytes()
        (folder / file.name).write_bytes(
            text.replace(b'"source_lang": "zh"', b'"source_lang": null').replace(
                b'"target_lang": "en"', b'"target_lang": null'
            )
        )
    with pytest.raises(XlcheckError, match=r"which languages does it translate\? Say it with from"):
        Seq2Seq.load(described("marian", path=str(folder)), runtime)
    told = Seq2Seq.load(described("marian", path=str(folder), **{"from": "de nl", "to": "en"}), runtime)
    assert told.translates("nl", "en")
    assert not told.translates("zh", "en")


@pytest.fixture
def reader(described, runtime: Runtime, packaged: ModelsFile) -> TranslatorReader:
    return load([described("marian"), described("m2m100")], runtime, packaged)


@pytest.mark.slow
def test_each_direction_goes_to_the_first_model_that_knows_it(reader: TranslatorReader) -> None:
    told = [opinion for opinions in reader.opinions(PAIRS, ("zh", "en")) for opinion in opinions]
    by_source = {
        source: {o.model for o in told if o.source == source}
        for source in ("likelihood", "coverage", "back-translation")
    }
    assert by_source["likelihood"] == {"marian"}
    assert by_source["back-translation"] == {"m2m100"}
    assert {o.model for o in told if o.about == "added"} <= {"m2m100"}
    assert reader.opinions(PAIRS, ("zh", "tlh")) == [()] * len(PAIRS)
    assert reader.opinions(PAIRS, (None, "en")) == [()] * len(PAIRS)


@pytest.mark.slow
def test_a_clause_is_doubted_where_the_translation_is_likelier_without_it(reader: TranslatorReader) -> None:
    original, translation = PAIRS[2]
    model = reader.models[0]
    told = [o for o in reader.opinions([PAIRS[2]], ("zh", "en"))[0] if o.about == "omitted"]
    (whole,) = model.scored([PAIRS[2]], "zh", "en")
    tried = _tried(original, "zh")
    assert len(tried) > 1
    gains = {}
    for start, end in tried:
        (part,) = model.scored(
            [(f"{original[:start].rstrip()} {original[end:].lstrip()}".strip(), translation)], "zh", "en"
        )
        assert part is not None
        assert whole is not None
        gains[start, end] = part.mean - whole.mean
    assert {o.original: o.value for o in told} == pytest.approx(
        {bounds: gain for bounds, gain in gains.items() if gain > 0}, abs=2e-3
    )


@pytest.mark.slow
def test_what_comes_back_is_compared_with_the_original(reader: TranslatorReader) -> None:
    (back,) = reader.models[1].translated([PAIRS[0][1]], "en", "zh")
    (opinion,) = [o for o in reader.opinions([PAIRS[0]], ("zh", "en"))[0] if o.source == "back-translation"]
    scores = Surface.of("zh").scores(str(back), PAIRS[0][0])
    assert opinion.scores == {"chrF": scores["chrF"], "BLEU": scores["BLEU"]}
    assert opinion.fields["back"] == back


def scored(*logs: float) -> Scored:
    text = "one two three four"
    spans = np.array([(0, 3), (4, 7), (8, 13), (14, 18), (len(text), len(text))])
    return Scored(spans, np.array(logs, np.float32))


def test_the_unlikeliest_words_are_a_place_of_their_own() -> None:
    text = "one two three four"
    assert unlikeliest(scored(-0.1, -6, -0.2, -0.1, -0.1), text) == (4, 7)
    assert unlikeliest(scored(-0.1, -9, -7, -0.1, -0.1), text) == (4, 13)
    assert unlikeliest(scored(-1, -1.5, -1, -1, -1), text) is None
    # That the text should go on is no place in it.
    assert unlikeliest(scored(-0.1, -0.1, -0.1, -0.1, -9), text) is None


def test_clauses_are_tried_that_leave_something_to_translate() -> None:
    text = "After the storm, the harbour reopened on Monday, officials said."
    assert [text[a:b] for a, b in _tried(text, "en")] == [
        "After the storm,",
        "the harbour reopened on Monday,",
        "officials said.",
    ]
    assert _tried("It rained.", "en") == []
