"""xlcheck diff STORE: what changed between two runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlcheck.cli import options
from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlcheck.batch.compare import Comparison

#: New and fixed findings that are shown in text; JSON has all.
_SHOWN = 50


@click.command("diff")
@click.argument("store", type=click.Path(path_type=Path))
@click.argument("before", type=click.IntRange(1), required=False)
@click.argument("after", type=click.IntRange(1), required=False)
@options.formats("text", "json")
def command(store: Path, before: int | None, after: int | None, outputs: list[tuple[str, Path | None]]) -> int:
    """Compare two runs of STORE, the latest two by default: findings that are new, fixed and unchanged.

    Pairs are told by their ids and findings by their fingerprints. Whether the share of drifted passages really changed
    is told with a 95 % interval, by resampling the pairs that both runs have.
    """
    from xlcheck.batch import Store
    from xlcheck.batch.compare import compare

    with Store(store, must_exist=True) as opened:
        runs = [run.id for run in opened.runs()]
        if before is None and len(runs) < 2:
            raise XlcheckError(f"{store}: has {len(runs)} run(s); two are needed")
        one = opened.run(before or runs[-2]).id
        two = opened.run(after or runs[-1]).id
        found = compare(opened, one, two)
    options.write(outputs, lambda name, terminal: _json(one, two, found) if name == "json" else _text(one, two, found))
    return 0


def _json(one: int, two: int, found: Comparison) -> str:
    told = {
        "schema_version": 1, "before": one, "after": two, "total": found.total._asdict(),
        "groups": {g: {name: d._asdict() for name, d in named.items()} for g, named in found.groups.items()},
        "drifted_passages": found.change._asdict() if found.change else None,
        "only_before": found.lone[0], "only_after": found.lone[1],
        "changed": [dict(zip(("state", "id", "severity", "check", "message"), row, strict=True)) for row in found.changed],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _text(one: int, two: int, found: Comparison) -> str:
    return "\n".join(_lines(one, two, found)) + "\n"


def _lines(one: int, two: int, found: Comparison) -> Iterator[str]:
    from xlcheck.visible import one_line

    total = found.total
    yield f"run {one} → run {two}: {total.new} new, {total.fixed} fixed, {total.unchanged} unchanged"
    if any(found.lone):
        yield f"pairs that only one of them has, which are left out: {found.lone[0]} and {found.lone[1]}"
    if found.change:
        c = found.change
        between = (
            "" if c.low is None or c.high is None else f"95 % interval {100 * c.low:+.2f} to {100 * c.high:+.2f}, "
        )
        yield (
            f"drifted passages over {c.pairs} pairs: {100 * c.before:.2f} % → {100 * c.after:.2f} %, "
            f"change {100 * (c.after - c.before):+.2f} ({between}p = {c.p:.3f})"
        )
    for group, named in found.groups.items():
        if named:
            width = max(len(group), *(len(one_line(name)) for name in named))
            yield from ("", f"{group:<{width}} {'new':>7} {'fixed':>7} {'same':>7}")
            yield from (f"{one_line(n):<{width}} {d.new:>7} {d.fixed:>7} {d.unchanged:>7}" for n, d in named.items())
    if found.changed:
        yield ""
        for state, name, severity, check, message in found.changed[:_SHOWN]:
            yield one_line(f"{'+' if state == 'new' else '-'} {name}: {severity} {check}: {message}")
        if len(found.changed) > _SHOWN:
            yield f"… and {len(found.changed) - _SHOWN} more; -f json has all"
