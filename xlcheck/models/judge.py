"""The role judge: an instruction-tuned language model that is asked for an MQM verdict, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlcheck.errors import XlcheckError
from xlcheck.models.batching import computed
from xlcheck.models.cache import Cache
from xlcheck.models.checkpoint import Checkpoint
from xlcheck.models.files import ModelsFile
from xlcheck.models.graph import torch_runtime
from xlcheck.models.roles import Opinion
from xlcheck.models.runtime import Runtime
from xlcheck.models.safety import first_line
from xlcheck.models.spec import LARGER, Spec
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
    #: What the tokenizer reads as a mark of its own: in a text it is written otherwise.
    marks: tuple[str, ...]
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
        answers = self.answers(pairs, languages)
        verdicts = [
            None if answer is None else parsed(answer, *pair) for answer, pair in zip(answers, pairs, strict=True)
        ]
        unread = sum(answer is not None and verdict is None for answer, verdict in zip(answers, verdicts, strict=True))
        if unread:
            self.settings.remarks.add(
                "verdict-unreadable",
                f"{self.name} gave {unread} of {len(pairs)} verdicts in another form than asked for: they don't count.",
            )
        return [() if v is None else self._opinions(v) for v in verdicts]

    def answers(self, pairs: Sequence[tuple[str, str]], languages: tuple[str | None, str | None]) -> list[str | None]:
        """What the model says of each pair; None for one that is too long for it."""
        rows = [self._row(*pair, languages) for pair in pairs]
        able = [at for at, row in enumerate(rows) if len(row) + self.answer <= self.longest]
        if len(able) < len(rows):
            self.settings.remarks.add(
                "long-text", f"{self.name} did not judge {len(rows) - len(able)} of {len(rows)} pairs: too long for it."
            )
        cache = Cache(self.settings, f"{self.digest}|{languages[0]}|{languages[1]}")
        told = cache.remembered(
            [pairs[at] for at in able], lambda those: self._answers([rows[able[at]] for at in those]), bytes.decode
        )
        answers = dict(zip(able, told, strict=True))
        return [answers.get(at) for at in range(len(pairs))]

    def _row(self, original: str, translation: str, languages: tuple[str | None, str | None]) -> list[int]:
        asked = question(original, translation, languages, self.marks)
        text = prompt(self.tokenizer, asked)
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
                input_ids=ids, attention_mask=mask, do_sample=False, return_dict_in_generate=False, num_beams=1, max_length=None, max_new_tokens=self.answer, pad_token_id=padding,
                temperature=None, top_p=None, top_k=None, repetition_penalty=1.0,
            )  # fmt: skip
        return [
            text.strip().encode() for text in self.tokenizer.batch_decode(made[:, width:], skip_special_tokens=True)
        ]

    def _opinions(self, errors: Sequence[Error]) -> tuple[Opinion, ...]:
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


def prompt(tokenizer: Any, asked: Sequence[dict[str, str]]) -> str:
    """The question as the model's template puts it; where that knows no system's turn, in one turn of the user's.

    Raises XlcheckError for a template that can't be used.
    """
    whole = "\n\n".join(message["content"] for message in asked)
    for messages in (asked, [{"role": "user", "content": whole}]):
        try:
            # A model that would think aloud first is asked not to.
            text = tokenizer.apply_chat_template(
                messages, tokenize=False, add_generation_prompt=True, enable_thinking=False
            )
            return str(text)
        except Exception as error:  # templates raise whatever they like
            refused = error
    raise XlcheckError(f"{tokenizer.name_or_path}: its chat template can't be used ({first_line(refused)})")


def load(spec: Spec, runtime: Runtime, file: ModelsFile) -> JudgeReader:
    """The judge that a spec describes; raises XlcheckError for a model without a chat template."""
    spec.knows_only(*LARGER)
    answer = spec.number("answer", _ANSWER)
    if answer < 1:
        raise spec.error(f"answer must be at least 1, not {answer}")
    checkpoint = Checkpoint.of(spec)
    tokenizer = checkpoint.tokenizer()
    if not tokenizer.chat_template:
        raise spec.error("has no chat template, so it isn't tuned to follow instructions; name one that is")
    prompt(tokenizer, question("a", "b", ("en", "en"), ()))
    model = checkpoint.model("AutoModelForCausalLM", runtime)
    marks = tuple(sorted({*tokenizer.all_special_tokens, *tokenizer.get_added_vocab()} - {""}))
    return JudgeReader(
        spec.name,
        model,
        tokenizer,
        checkpoint.longest,
        checkpoint.digest(runtime, INSTRUCTIONS, answer),
        spec.languages,
        answer,
        marks,
        runtime,
    )
