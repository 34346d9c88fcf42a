"""The role judge: an instruction-tuned language model that is asked for an MQM verdict, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlcheck.models.batching import computed
from xlcheck.models.cache import Cache
from xlcheck.models.checkpoint import Checkpoint
from xlcheck.models.files import ModelsFile
from xlcheck.models.graph import torch_runtime
from xlcheck.models.roles import Opinion
from xlcheck.models.runtime import Runtime
from xlcheck.models.spec import Spec
from xlcheck.models.verdict import INSTRUCTIONS, SEVERITIES, Error, parsed, question

ROLE = "judge"
#: Subwords of an answer at the most.
_ANSWER = 512


@dataclass(frozen=True)
class JudgeReader:
    """A causal model; it answers word by word the likeliest, so always the same."""

    name: str
    model: Any
    tokenizer: Any
    longest: int
    digest: str
    languages: frozenset[str]
    answer: int
    settings: Runtime
    role: str = ROLE

    @property
    def runtime(self) -> str:
        """Torch and its version."""
        return torch_runtime()

    def opinions(
        self, pairs: Sequence[tuple[str, str]], languages: tuple[str | None, str | None]
    ) -> list[tuple[Opinion, ...]]:
        """The errors of each verdict, or that there is none; no opinion where the verdict can't be read."""
        verdicts = [parsed(answer, *pair) for answer, pair in zip(self.answers(pairs, languages), pairs, strict=True)]
        unread = sum(verdict is None for verdict in verdicts)
        if unread:
            self.settings.remarks.add(
                "verdict-unreadable",
                f"{self.name} gave {unread} of {len(pairs)} verdicts in another form than asked for: they don't count.",
            )
        return [
            () if verdict is None else self._opinions(verdict, pair)
            for verdict, pair in zip(verdicts, pairs, strict=True)
        ]

    def answers(self, pairs: Sequence[tuple[str, str]], languages: tuple[str | None, str | None]) -> list[str]:
        """What the model says of each pair; empty for one that is too long for it."""
        rows = [self._row(*pair, languages) for pair in pairs]
        able = [at for at, row in enumerate(rows) if len(row) + self.answer <= self.longest]
        if len(able) < len(rows):
            self.settings.remarks.add(
                "long-text", f"{self.name} did not judge {len(rows) - len(able)} of {len(rows)} pairs: too long for it."
            )
        cache = Cache(self.settings, f"{self.digest}|{languages[0]}|{languages[1]}")
        told = cache.remembered(
            [pairs[at] for at in able], lambda those: self._answers([rows[able[at]] for at in those])
        )
        answers = dict(zip(able, (answer.decode() for answer in told), strict=True))
        return [answers.get(at, "") for at in range(len(pairs))]

    def _row(self, original: str, translation: str, languages: tuple[str | None, str | None]) -> list[int]:
        text = self.tokenizer.apply_chat_template(
            question(original, translation, languages), tokenize=False, add_generation_prompt=True
        )
        # The template has written every mark; none is added.
        ids: list[int] = self.tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]
        return ids

    def _answers(self, rows: Sequence[list[int]]) -> list[bytes]:
        return computed(
            [len(row) + self.answer for row in rows],
            self.settings.tokens,
            lambda those: self._batch([rows[at] for at in those]),
        )

    def _batch(self, rows: Sequence[list[int]]) -> list[bytes]:
        import torch

        # Padded on the left: the answers follow on the right.
        width, padding = max(map(len, rows)), self.tokenizer.pad_token_id
        ids = torch.tensor([[padding] * (width - len(row)) + row for row in rows], device=self.model.device)
        mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows], device=self.model.device)
        with torch.inference_mode():
            made = self.model.generate(
                input_ids=ids, attention_mask=mask, do_sample=False, num_beams=1, max_length=None, max_new_tokens=self.answer, pad_token_id=padding,
                temperature=None, top_p=None, top_k=None, repetition_penalty=1.0,
            )  # fmt: skip
        return [
            text.strip().encode() for text in self.tokenizer.batch_decode(made[:, width:], skip_special_tokens=True)
        ]

    def _opinions(self, errors: Sequence[Error], pair: tuple[str, str]) -> tuple[Opinion, ...]:
        """What it says is wrong; where nothing is, that counts too."""
        if not errors:
            return (Opinion(ROLE, self.name, 0.0, scores={"errors": 0}),)
        return tuple(
            Opinion(
                ROLE, self.name, 1.0 + SEVERITIES.index(error.severity), "drift.judge",
                {"explanation": error.explanation, "severity": error.severity, "category": error.category},
                error.original, error.translation, scores={"errors": len(errors)},
            )
            for error in errors
        )  # fmt: skip


def load(spec: Spec, runtime: Runtime, file: ModelsFile) -> JudgeReader:
    """The judge that a spec describes; raises XlcheckError for a model without a chat template."""
    spec.knows_only("answer", "conversion")
    checkpoint = Checkpoint.of(spec)
    tokenizer = checkpoint.tokenizer()
    if not tokenizer.chat_template:
        raise spec.error("has no chat template, so it isn't tuned to follow instructions; name one that is")
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    model = checkpoint.model("AutoModelForCausalLM", runtime)
    answer = spec.number("answer", _ANSWER)
    return JudgeReader(
        spec.name,
        model,
        tokenizer,
        checkpoint.longest,
        checkpoint.digest(runtime, INSTRUCTIONS, answer),
        spec.languages,
        answer,
        runtime,
    )
