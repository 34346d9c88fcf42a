"""In which order the translation says what the original says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlcheck.report import CheckedBead, Report


def order(report: Report) -> Iterator[str]:
    """Lines for a reader: the beads that changed place, then the original's sentences as the translation has them."""
    crossing = [bead for bead in report.beads if bead.crossing]
    if not crossing:
        yield "The translation keeps the order of the original."
        return
    for bead in crossing:
        number = "is" if len(bead.original) == 1 else "are"
        yield f"{_named(bead.original)} of the original {number} {_named(bead.translation).lower()} of the translation."
    yield f"The original's sentences in the order of the translation: {_permutation(report.beads)}."


def _named(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"Sentence {numbers[0] + 1}"
    return f"Sentences {numbers[0] + 1}–{numbers[-1] + 1}"


def _permutation(beads: Sequence[CheckedBead]) -> str:
    """Sentence numbers from one, runs drawn together: 1–4, 7, 5–6, 8–20."""
    whole = sorted((bead for bead in beads if bead.original and bead.translation), key=lambda bead: bead.translation)
    numbers = [i for bead in whole for i in bead.original]
    # What has no counterpart is in neither order: a run goes on over it.
    place = {number: at for at, number in enumerate(sorted(numbers))}
    runs: list[list[int]] = []
    for number in numbers:
        if runs and place[number] == place[runs[-1][-1]] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0] + 1) if len(run) == 1 else f"{run[0] + 1}–{run[-1] + 1}" for run in runs)
