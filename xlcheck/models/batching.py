"""Texts in batches of like length, each within a budget; a batch that doesn't fit into memory is halved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from xlcheck.errors import XlcheckError

T = TypeVar("T")


def batches(lengths: Sequence[int], budget: int, members: Sequence[int] | None = None) -> list[list[int]]:
    """The numbers of the rows, the longest first; rows times the longest of them stay within ``budget``."""
    order = sorted(range(len(lengths)) if members is None else members, key=lambda i: (-lengths[i], i))
    made: list[list[int]] = []
    for at in order:
        if made and lengths[made[-1][0]] * (len(made[-1]) + 1) <= budget:
            made[-1].append(at)
        else:
            made.append([at])
    return made


def computed(
    lengths: Sequence[int], budget: int, compute: Callable[[list[int]], Sequence[T]]
) -> list[T]:  # fmt: skip
    """What ``compute`` makes of the rows, in their order; where memory runs out, the budget is halved for the rest.

    Raises XlcheckError where one row alone is too much, and where the model fails otherwise.
    """
    done: dict[int, T] = {}
    waiting = batches(lengths, budget)
    while waiting:
        those = waiting[0]
        try:
            values = compute(those)
        except (RuntimeError, IndexError, ValueError, MemoryError) as error:
            if not out_of_memory(error):
                line = (str(error).splitlines() or [type(error).__name__])[0]
                raise XlcheckError(
                    f"a model failed ({line}); its tokenizer and its weights may not belong together"
                ) from error
            if len(those) == 1:
                raise XlcheckError(
                    f"out of memory on one text of {lengths[those[0]]} subwords; try --device cpu, "
                    "--precision bfloat16 or a smaller profile"
                ) from None
            budget = max(lengths[those[0]] * len(those) // 2, 1)
            waiting = batches(lengths, budget, [at for batch in waiting for at in batch])
            continue
        done |= dict(zip(those, values, strict=True))
        waiting = waiting[1:]
    return [done[at] for at in range(len(lengths))]


def out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out: torch has its own error for graphics cards and a bare RuntimeError for the rest."""
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        _emptied()
        return True
    return isinstance(error, RuntimeError) and any(
        words in str(error).lower() for words in ("out of memory", "can't allocate memory", "not enough memory")
    )


def _emptied() -> None:
    """Blocks that torch keeps for later are given back."""
    import sys

    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_available():
        torch.cuda.empty_cache()
