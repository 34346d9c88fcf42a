"""The verifier: a transformer that reads both sentences, and the language model that makes its hardest examples.

Replaced-word detection across languages: a small model of either language exchanges words for others that fit there
(ELECTRA, Clark et al. 2020), so that only the other side can tell that one is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, normalize, softplus
from transformers import BertConfig, BertModel

from xlcheck.training.drift import KINDS
from xlcheck.training.drifted import UNKNOWN
from xlcheck.training.vocabulary import END
from xlcheck.training.vocabulary import UNKNOWN as MASK

Batch = Mapping[str, Tensor]

#: Share of a side's subwords that the language model learns on, and most that are exchanged for good.
_MASKED, _MOST = 0.15, 4
#: Exchanged subwords as like as this (by their embeddings) may say the same: nobody knows.
_ALIKE = 0.45
#: What the parts of the loss count.
_TAGS, _KINDS, _LANGUAGE = 4.0, 0.25, 1.0
#: Thousandths by which one translation's grade must be worse before it is put below another.
_WORSE = 990


def bert(table: Tensor, layers: int, dropout: float = 0.0) -> BertModel:
    """A BertModel over a table of embeddings (pieces, d), its layers not yet learned."""
    size = table.shape[1]
    model = BertModel(
        BertConfig(
            vocab_size=len(table), hidden_size=size, num_hidden_layers=layers, num_attention_heads=size // 32, intermediate_size=4 * size,
            max_position_embeddings=512, type_vocab_size=2, hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout, pad_token_id=0,
        ),
        add_pooling_layer=False,
    )  # fmt: skip
    with torch.no_grad():
        model.embeddings.word_embeddings.weight.copy_(table)
    return model


class Verifier(nn.Module):
    """``tags`` (n, l): is a subword not said by the other side; ``drift`` (n); ``kinds`` (n, k). All are logits."""

    def __init__(self, body: BertModel) -> None:
        super().__init__()
        size = body.config.hidden_size
        self.body, self.tag, self.inner = body, nn.Linear(size, 1), nn.Linear(size, size)
        self.drift, self.kind, self.worst = (
            nn.Linear(size, 1),
            nn.Linear(size, len(KINDS)),
            nn.Parameter(torch.zeros(1)),
        )

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Logits for a batch of ``drifted.packed``."""
        mask = batch["ids"] != 0
        hidden = self.body(
            input_ids=batch["ids"],
            token_type_ids=batch["types"],
            position_ids=batch["places"],
            attention_mask=mask.long(),
        ).last_hidden_state
        tags = self.tag(hidden)[..., 0].float()
        whole = torch.tanh(self.inner(hidden[:, 0]))
        worst = tags.masked_fill(~mask, -20.0).amax(dim=1)
        return tags, self.drift(whole)[:, 0].float() + self.worst * worst, self.kind(whole).float()


class Exchanger(nn.Module):
    """A language model of single sentences: what could stand at a place, going by its own side alone."""

    def __init__(self, body: BertModel) -> None:
        super().__init__()
        size = body.config.hidden_size
        self.body, self.turn, self.norm = body, nn.Linear(size, size), nn.LayerNorm(size)
        self.bias = nn.Parameter(torch.zeros(body.config.vocab_size))

    def forward(self, ids: Tensor, places: Tensor) -> Tensor:
        """Logits (m, pieces) for the masked places (m) of sentences (n, l)."""
        hidden = self.body(input_ids=ids, attention_mask=(ids != 0).long()).last_hidden_state[places]
        turned = self.norm(nn.functional.gelu(self.turn(hidden)))
        return turned @ self.body.embeddings.word_embeddings.weight.T.to(turned.dtype) + self.bias.to(turned.dtype)


@dataclass
class Exchanged:
    """A batch with words exchanged, and the language model's own loss."""

    batch: dict[str, Tensor]
    loss: Tensor


def exchange(model: Exchanger, batch: Batch, telling: Tensor, table: Tensor) -> Exchanged:
    """Exchange up to a few words on the side that each example names; ``telling`` (pieces) is how much a subword says.

    Every example teaches the language model; only those with a side to exchange in are changed.
    """
    out = {name: value.clone() for name, value in batch.items()}
    ids, side = batch["ids"], batch["exchange"].clone()
    none = side < 0
    side[none] = torch.randint(2, (int(none.sum()),), device=ids.device)
    own = (batch["types"] == side[:, None]) & (ids > END)
    # Places by chance, those of telling words more often; what a rule has put there stays.
    weight = (telling[ids] + 0.02) * own * (batch["tags"] != 1)
    score = torch.log(weight + 1e-9) - torch.log(-torch.log(torch.rand_like(weight) + 1e-9) + 1e-9)
    count = own.sum(1)
    order = score.argsort(dim=1, descending=True).argsort(dim=1)
    masked = (order < (count * _MASKED).ceil()[:, None]) & (weight > 0)
    alone, rows = _side(ids, own), masked.nonzero(as_tuple=True)
    alone[masked] = MASK
    logits = model(alone, masked).float()
    right = ids[rows]
    loss = cross_entropy(logits, right)
    with torch.no_grad():
        sampled = logits.detach().clone()
        sampled[:, : END + 1] = -1e4
        sampled.scatter_(1, right[:, None], -1e4)
        new = torch.multinomial(torch.softmax(sampled, dim=1), 1)[:, 0]
        kept = order[rows] < (torch.rand(len(ids), device=ids.device) * _MOST).ceil()[rows[0]]
        kept &= ~none[rows[0]]
        places = rows[0][kept], rows[1][kept]
        alike = (normalize(table[right[kept]], dim=1) * normalize(table[new[kept]], dim=1)).sum(1) > _ALIKE
        out["ids"][places] = new[kept]
        out["tags"][places] = torch.where(alike, UNKNOWN, 1)
        wrong = torch.zeros_like(ids, dtype=torch.bool)
        wrong[places] = ~alike
        out["label"] = torch.where(wrong.any(dim=1), 1, batch["label"])
    return Exchanged(out, loss)


def _side(ids: Tensor, own: Tensor) -> Tensor:
    """The one side's subwords where they stand; the other's are as if they weren't there."""
    return ids * own


def losses(verifier: Verifier, batch: Batch) -> dict[str, Tensor]:
    """Of tags, drift and kinds, each over what is known."""
    tags, drift, kinds = verifier(batch)
    known = batch["tags"] != UNKNOWN
    labelled, kind = batch["label"] != UNKNOWN, (batch["kind"] != UNKNOWN) & (batch["label"] == 1)
    return {
        "tags": _TAGS * binary_cross_entropy_with_logits(tags[known], batch["tags"][known].float()),
        "drift": _mean(binary_cross_entropy_with_logits, drift[labelled], batch["label"][labelled].float()),
        "kinds": _KINDS * _mean(cross_entropy, kinds[kind], batch["kind"][kind]),
    }


def graded_losses(verifier: Verifier, batch: Batch, offsets: Tensor) -> dict[str, Tensor]:
    """Of translations in groups: tags, labels, and the order within a group.

    ``offsets`` (sets) are what each set's labels differ by in their share of drift: how strictly people judged there.
    """
    tags, drift, kinds = verifier(batch)
    kind = (batch["kind"] != UNKNOWN) & (batch["label"] == 1)
    known, labelled = batch["tags"] != UNKNOWN, batch["label"] != UNKNOWN
    together = batch["group"][:, None] == batch["group"][None]
    below = together & (batch["grade"][:, None] >= batch["grade"][None] + _WORSE)
    judged = drift + offsets[batch["set"]]
    return {
        "tags": _TAGS * _mean(binary_cross_entropy_with_logits, tags[known], batch["tags"][known].float()),
        "drift": _mean(binary_cross_entropy_with_logits, judged[labelled], batch["label"][labelled].float()),
        "kinds": _KINDS * _mean(cross_entropy, kinds[kind], batch["kind"][kind]),
        "order": softplus((drift[None] - drift[:, None])[below]).mean() if below.any() else drift.sum() * 0,
    }


def _mean(loss: object, logits: Tensor, right: Tensor) -> Tensor:
    return loss(logits, right) if len(right) else logits.sum() * 0  # type: ignore[operator]
