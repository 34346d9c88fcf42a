"""How a translation model is told languages: by its name alone (Marian), by marks (M2M100, NLLB, mBART), by <2en> (MADLAD)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from xlcheck.models.spec import Spec

#: FLORES-200's and mBART's names of the languages that xlcheck knows.
_FLORES = {
    "ar": "arb_Arab", "cs": "ces_Latn", "de": "deu_Latn", "el": "ell_Grek", "en": "eng_Latn", "es": "spa_Latn", "fa": "pes_Arab",
    "fr": "fra_Latn", "he": "heb_Hebr", "hi": "hin_Deva", "id": "ind_Latn", "it": "ita_Latn", "ja": "jpn_Jpan", "ko": "kor_Hang",
    "nl": "nld_Latn", "pl": "pol_Latn", "pt": "por_Latn", "ro": "ron_Latn", "ru": "rus_Cyrl", "tr": "tur_Latn", "uk": "ukr_Cyrl",
    "vi": "vie_Latn", "zh": "zho_Hans",
}  # fmt: skip
_MBART = {
    "ar": "ar_AR", "cs": "cs_CZ", "de": "de_DE", "en": "en_XX", "es": "es_XX", "fa": "fa_IR", "fr": "fr_XX", "he": "he_IL",
    "hi": "hi_IN", "id": "id_ID", "it": "it_IT", "ja": "ja_XX", "ko": "ko_KR", "nl": "nl_XX", "pl": "pl_PL", "pt": "pt_XX",
    "ro": "ro_RO", "ru": "ru_RU", "tr": "tr_TR", "uk": "uk_UA", "vi": "vi_VN", "zh": "zh_CN",
}  # fmt: skip


@dataclass(frozen=True)
class Tongues:
    """``how`` a model is told; ``codes`` are its names of languages by ours; ``fixed`` what it translates, where that's fixed."""

    how: Literal["fixed", "marks", "prefix"]
    codes: Mapping[str, str]
    fixed: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())

    @classmethod
    def of(cls, spec: Spec, tokenizer: Any, config: Any) -> Tongues:
        """What a model's tokenizer has; raises XlcheckError where nothing says which languages it translates."""
        if config.model_type == "marian":
            sides = _sides(spec, tokenizer)
            return cls("fixed", _targets(spec, tokenizer, sides[1]), sides)
        languages = {*_FLORES, *spec.languages}
        marks = {one: mark for one in languages if (mark := _mark(one, tokenizer))}
        if marks and hasattr(tokenizer, "src_lang"):
            # M2M100's tokenizer goes by the bare code, though its mark is __en__.
            told = cls("marks", {one: one if mark == f"__{one}__" else mark for one, mark in marks.items()})
            told.set(tokenizer, "en", "en")
            if (
                tokenizer(text_target="a", verbose=False)["input_ids"][0]
                != told.forced(tokenizer, "en")["forced_bos_token_id"]
            ):
                raise spec.error("puts the mark of a language behind its texts, as mBART-25 does; name a later model")
            return told
        prefixes = {one: f"<2{one}>" for one in languages if _known(f"<2{one}>", tokenizer)}
        if prefixes:
            return cls("prefix", prefixes)
        return cls("fixed", {}, _sides(spec, tokenizer))

    def knows(self, source: str | None, target: str | None) -> bool:
        """Whether it translates from one into the other."""
        if self.how == "fixed":
            return source in self.fixed[0] and target in self.fixed[1]
        return source in self.codes and target in self.codes

    @property
    def first(self) -> int:
        """Where the words of a given translation begin: behind the mark of its language."""
        return 1 if self.how == "marks" else 0

    def set(self, tokenizer: Any, source: str, target: str) -> None:
        """Tell the tokenizer, where it is told."""
        if self.how == "marks":
            tokenizer.src_lang, tokenizer.tgt_lang = self.codes[source], self.codes[target]

    def prefix(self, target: str) -> str:
        """What stands before a text, where that tells."""
        return f"{self.codes[target]} " if self.how != "marks" and target in self.codes else ""

    def forced(self, tokenizer: Any, target: str) -> dict[str, int]:
        """What makes the model answer in a language."""
        if self.how != "marks":
            return {}
        code = self.codes[target]
        mark = f"__{code}__" if code == target else code
        return {"forced_bos_token_id": tokenizer.convert_tokens_to_ids(mark)}


def _mark(language: str, tokenizer: Any) -> str | None:
    tried = (f"__{language}__", _FLORES.get(language), _MBART.get(language))
    return next((mark for mark in tried if mark and _known(mark, tokenizer)), None)


def _known(mark: str, tokenizer: Any) -> bool:
    """Whether it is a subword of its own: M2M100's vocabulary doesn't list its marks."""
    found = tokenizer.convert_tokens_to_ids(mark)
    return found is not None and found != tokenizer.unk_token_id


def _sides(spec: Spec, tokenizer: Any) -> tuple[frozenset[str], frozenset[str]]:
    """The languages by models.cfg, else by the tokenizer's own configuration."""
    told = {
        "from": spec.options.get("from") or _ours(getattr(tokenizer, "source_lang", None)),
        "to": spec.options.get("to") or _ours(getattr(tokenizer, "target_lang", None)),
    }
    for key, value in told.items():
        if not value:
            raise spec.error(f"which languages does it translate? Say it with {key} = (such as zh)")
    return frozenset(str(told["from"]).split()), frozenset(str(told["to"]).split())


def _ours(code: str | None) -> str | None:
    """Our name of a language that goes by three letters."""
    return _SHORT.get(code, code) if code else None


#: ISO 639-1 by 639-3, as Marian's models are named.
_SHORT = {"zho": "zh", "cmn": "zh"} | {code[:3]: language for language, code in _FLORES.items()}


def _targets(spec: Spec, tokenizer: Any, languages: frozenset[str]) -> dict[str, str]:
    """What stands before a text for a Marian model of several target languages, such as >>cmn_Hans<<."""
    offered = [str(code).strip("<>") for code in getattr(tokenizer, "supported_language_codes", None) or ()]
    if not offered:
        return {}
    named = spec.options.get("prefix")
    codes = {one: named or next((f">>{c}<<" for c in _names(one) if c in offered), None) for one in languages}
    for language, code in codes.items():
        if code is None:
            raise spec.error(f"has several targets for {language}; say which with prefix = (such as >>{offered[0]}<<)")
    return {language: str(code) for language, code in codes.items()}


def _names(language: str) -> tuple[str, ...]:
    code = _FLORES.get(language, "")
    return (*(("cmn_Hans", "zho_Hans") if language == "zh" else ()), code[:3], code, language)
