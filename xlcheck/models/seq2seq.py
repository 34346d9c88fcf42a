"""A translation model of transformers: how likely it finds a given translation, and what it would say itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xlcheck.language.tags import primary
from xlcheck.models.batching import computed
from xlcheck.models.cache import Cache, numbers
from xlcheck.models.checkpoint import Checkpoint
from xlcheck.models.graph import finite, padded, torch_runtime
from xlcheck.models.runtime import Runtime
from xlcheck.models.spans import encoded, found
from xlcheck.models.spec import LARGER, Spec
from xlcheck.models.tongues import Tongues

#: Numbers of a batch's output at the most, a quarter of a gigabyte and as much again on the way: a vocabulary has up to
#: 256,000 subwords.
_OUTPUT = 1 << 26
#: Subwords of a translation of its own, at the most this often those of the text.
_WORDIER = 2


@dataclass(frozen=True)
class Scored:
    """The subwords of a given translation: ``spans`` (n, 2) in it, ``logs`` (n,) natural logarithms of their likelihood."""

    spans: NDArray[np.int64]
    logs: NDArray[np.float32]

    @property
    def mean(self) -> float:
        """Of the subwords' logarithms; the end counts as one."""
        return float(self.logs.mean())


@dataclass(frozen=True)
class Seq2Seq:
    """A translation model with what it knows of languages."""

    name: str
    model: Any
    tokenizer: Any
    tongues: Tongues
    longest: int
    digest: str
    settings: Runtime

    @classmethod
    def load(cls, spec: Spec, runtime: Runtime) -> Seq2Seq:
        """The model that a spec describes; raises XlcheckError with what is wrong with it."""
        spec.knows_only(*LARGER)
        checkpoint = Checkpoint.of(spec)
        model = checkpoint.model("AutoModelForSeq2SeqLM", runtime, optional=("embed_positions", "final_logits_bias"))
        tokenizer = checkpoint.tokenizer()
        tongues = Tongues.of(spec, tokenizer, checkpoint.config)
        return cls(spec.name, model, tokenizer, tongues, checkpoint.longest, checkpoint.digest(runtime), runtime)

    @property
    def runtime(self) -> str:
        """Torch and its version."""
        return torch_runtime()

    def translates(self, source: str | None, target: str | None) -> bool:
        """Whether it knows both languages, in this direction."""
        return self.tongues.knows(primary(source), primary(target))

    def scored(self, pairs: Sequence[tuple[str, str]], source: str, target: str) -> list[Scored | None]:
        """How likely each translation is (Thompson & Post 2020); None where a side is empty or longer than the model reads."""
        rows = [(self._source(one, source, target), self._target(two, target)) for one, two in pairs]
        said = [bool(one.strip() and two.strip()) for one, two in pairs]
        able = [at for at, (one, two) in enumerate(rows) if said[at] and self._readable(one, two)]
        cache = Cache(self.settings, f"{self.digest}|scored|{source}|{target}")
        told = cache.remembered(
            [pairs[at] for at in able], lambda those: self._logs([rows[able[at]] for at in those]), numbers()
        )
        scored: list[Scored | None] = [None] * len(pairs)
        for at, logs in zip(able, told, strict=True):
            spans = self._spans(pairs[at][1], rows[at][1])
            scored[at] = Scored(spans, logs) if len(spans) == len(logs) else None
        return scored

    def translated(self, texts: Sequence[str], source: str, target: str) -> list[str | None]:
        """What the model says itself, word by word the likeliest; None for a text that it can't read."""
        rows = [self._source(text, source, target) for text in texts]
        able = [at for at, row in enumerate(rows) if texts[at].strip() and self._readable(row, row)]
        cache = Cache(self.settings, f"{self.digest}|translated|{source}|{target}")
        told = cache.remembered(
            [(texts[at],) for at in able],
            lambda those: self._said([rows[able[at]] for at in those], target),
            bytes.decode,
        )
        said: list[str | None] = [None] * len(texts)
        for at, text in zip(able, told, strict=True):
            said[at] = text
        return said

    def _readable(self, one: Sequence[int], two: Sequence[int]) -> bool:
        if max(len(one), len(two)) > self.longest:
            self.settings.remarks.add(
                "long-text", f"Sentences longer than {self.longest} subwords were not read by {self.name}."
            )
            return False
        return True

    def _source(self, text: str, source: str, target: str) -> list[int]:
        self.tongues.set(self.tokenizer, source, target)
        ids: list[int] = self.tokenizer(self.tongues.prefix(target) + text, verbose=False)["input_ids"]
        return ids

    def _target(self, text: str, target: str) -> list[int]:
        ids: list[int] = self.tokenizer(text_target=text, verbose=False)["input_ids"]
        return ids

    def _spans(self, text: str, ids: Sequence[int]) -> NDArray[np.int64]:
        """Bounds of the subwords that are scored; the end of the text stands for its mark."""
        if self.tokenizer.is_fast:
            spans = encoded(self.tokenizer, text)[1]
        else:
            spans = found(self.tokenizer.convert_ids_to_tokens(list(ids[self.tongues.first : -1])), text)
        whole = len(ids) - self.tongues.first
        return np.vstack([spans[: whole - 1], np.full((whole - len(spans[: whole - 1]), 2), len(text))])

    def _logs(self, rows: Sequence[tuple[list[int], list[int]]]) -> list[bytes]:
        lengths = [len(one) + len(two) for one, two in rows]
        budget = min(self.settings.tokens, max(256, _OUTPUT // self.model.config.vocab_size))
        return computed(lengths, budget, lambda those: self._batch([rows[at] for at in those]))

    def _batch(self, rows: Sequence[tuple[list[int], list[int]]]) -> list[bytes]:
        import torch

        ids, mask = padded([one for one, _ in rows], self.tokenizer.pad_token_id)
        labels, there = padded([two for _, two in rows], self.tokenizer.pad_token_id)
        fed = {"input_ids": ids, "attention_mask": mask, "labels": np.where(there, labels, -100)}
        with torch.inference_mode():
            logits = self.model(
                **{key: torch.from_numpy(value).to(self.model.device) for key, value in fed.items()}
            ).logits
            wanted = torch.from_numpy(labels).to(self.model.device)[..., None]
            logs = (logits.gather(2, wanted)[..., 0].float() - logits.float().logsumexp(2)).cpu().numpy()
        finite(logs[there > 0], self.name)
        # Rounded, so that what stands beside a pair in a batch hardly shows.
        return [
            np.round(row[self.tongues.first : len(two)], 4).astype(np.float32).tobytes()
            for row, (_, two) in zip(logs, rows, strict=True)
        ]

    def _said(self, rows: Sequence[list[int]], target: str) -> list[bytes]:
        def said(those: list[int]) -> list[bytes]:
            return self._generated([rows[at] for at in those], target)

        return computed([len(row) * (1 + _WORDIER) for row in rows], self.settings.tokens, said)

    def _generated(self, rows: Sequence[list[int]], target: str) -> list[bytes]:
        import torch

        ids, mask = (
            torch.from_numpy(array).to(self.model.device) for array in padded(rows, self.tokenizer.pad_token_id)
        )
        # Each answer ends where it would end alone: what stands beside a text in a batch may be longer.
        room = [min(_WORDIER * len(row) + 16, self.longest) for row in rows]
        with torch.inference_mode():
            made = self.model.generate(
                input_ids=ids, attention_mask=mask, num_beams=1, do_sample=False, return_dict_in_generate=False, max_length=None, max_new_tokens=max(room),
                **self.tongues.forced(self.tokenizer, target),
            )  # fmt: skip
        # What begins an answer, and the mark of its language, is none of it.
        own = [row[1 + self.tongues.first : 1 + most] for row, most in zip(made, room, strict=True)]
        return [text.strip().encode() for text in self.tokenizer.batch_decode(own, skip_special_tokens=True)]
