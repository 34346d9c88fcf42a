"""The figures of `xlcheck evaluate` as tables for a reader, or as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator

from xlcheck.evaluation.figures import Figures
from xlcheck.visible import one_line


def render(name: str, figures: Figures) -> str:
    """All figures in the format of that name, the signature of the run with them."""
    if name == "json":
        return json.dumps(figures, ensure_ascii=False, indent=1) + "\n"
    return "\n".join([*_lines(figures), figures["signature"]]) + "\n"


def _lines(figures: Figures) -> Iterator[str]:
    if "corpora" in figures:
        yield from _corpora(figures["corpora"])
    for found in figures.get("contrastive", ()):
        yield from _contrastive(found, figures["prior"])
    for found in figures.get("faithful", ()):
        yield from _faithful(found)
    for found in figures.get("drift", ()):
        yield from _drift(found)
    if "reports" in figures:
        yield from _reports(figures["reports"])
    for found in figures.get("alignment", ()):
        yield _alignment(found)
    for found in figures.get("retrieval", ()):
        yield "{file}: {set}, {pairs} pairs, English found {english:.3f}, foreign found {foreign:.3f}".format(**found)


def _corpora(found: Figures) -> Iterator[str]:
    yield f"{'pair':<32} {'found':>8} {'false':>6} {'minor':>6}"
    for pair in found["pairs"]:
        yield "{name:<32} {found:>4}/{planted:<3} {false_alarms:>6} {minor:>6}".format(**pair)
        for drift in pair.get("cases", {}).get("missed", ()):
            sides = " | ".join(one_line(drift[side] or "-") for side in ("original", "translation"))
            yield f"    missed {drift['kind']}: {sides}"
        for finding in pair.get("cases", {}).get("false", ()):
            yield f"    false  {finding['check']}: {one_line(finding['message'])}"
    yield f"{'all':<32} {found['found']:>4}/{found['planted']:<3} {found['false_alarms']:>6}"
    if found["planted"]:
        yield f"planted drifts found: {100 * found['found'] / found['planted']:.0f} %"
    if found["faithful"]:
        alarms, minor = (found[key] / found["faithful"] for key in ("false_alarms_faithful", "minor_faithful"))
        yield f"on {found['faithful']} faithful pairs: {alarms:.2f} false alarms and {minor:.2f} minor findings each"


def _reports(found: Figures) -> Iterator[str]:
    yield f"{'event':<24} {'found':>8} {'false':>6}"
    for event in found["events"]:
        yield "{name:<24} {found:>4}/{marked:<3} {false:>6}".format(**event)
        for name in ("missed", "false"):
            for case in event.get("cases", {}).get(name, ()):
                yield f"    {name} {case['relation']}: {one_line(case['a'])} | {one_line(case['b'])}"
    yield (
        f"links between reports: {found['found']} of {found['marked']} found ({_percent(found['recall'])}), {found['false']} others "
        f"(precision {_percent(found['precision'])}); {found['named']} by their relation"
    )


def _contrastive(found: Figures, prior: float) -> Iterator[str]:
    yield f"{found['file']}: {found['items']} items, {found['good_sides']} different good sides"
    if found["items"] > 2 * found["good_sides"]:
        yield "  (one false alarm counts for all items of its good side: compare checks within a --category)"
    yield f"  {'category':<38} {'items':>6} {'caught':>7} {'share':>8} {'alarms on the good side':>24} {'share':>8} {'pairwise':>9}"
    for category, row in [*found["by_category"].items(), ("all", found)]:
        shares = [_percent(row[key]) for key in ("caught_share", "alarms_share")]
        yield f"  {category:<38} {row['items']:>6} {row['caught']:>7} {shares[0]:>8} {row['alarms']:>24} {shares[1]:>8} {row['pairwise']:>9.3f}"
    yield (
        f"  {'check':<20} {'caught':>7} {'alarms':>7} {'precision':>10} {'95 % interval':>17}"
        f"   precision where {100 * prior:g} % drifted"
    )
    for check, row in found["by_check"].items():
        if row["precision"] is not None:
            yield _precision(check, row)
    yield from _silent(check for check, row in found["by_check"].items() if row["precision"] is None)
    yield from _cases(found)


def _precision(check: str, row: Figures) -> str:
    here, there = (f"{_between(row[key], 100)} %" for key in ("precision_interval", "precision_at_prior_interval"))
    shares = [_percent(row[key]) for key in ("precision", "precision_at_prior")]
    return f"  {check:<20} {row['caught']:>7} {row['alarms']:>7} {shares[0]:>10} {here:>17} {shares[1]:>10} {there:>17}"


def _faithful(found: Figures) -> Iterator[str]:
    yield (
        f"{found['file']}: {found['alarmed']} of {found['pairs']} faithful pairs alarmed "
        f"({_percent(found['alarmed_share'], 2)}; {_between(found['alarmed_interval'], 100)} %), "
        f"{found['alarms_per_100']:.1f} false alarms and {found['minor_per_100']:.1f} minor findings per 100 pairs"
    )
    yield f"  {'check':<20} {'alarms':>7} {'per 1,000':>10} {'95 % interval':>15} {'minor per 100':>14}"
    spoken = {check: row for check, row in found["by_check"].items() if row["alarmed"] or row["minor_per_100"]}
    for check, row in sorted(spoken.items(), key=lambda entry: -entry[1]["alarmed"]):
        bounds = _between(row["alarmed_per_1000_interval"])
        counts = f"{row['alarmed']:>7} {row['alarmed_per_1000']:>10.1f} {bounds:>15}"
        yield f"  {check:<20} {counts} {row['minor_per_100']:>14.1f}"
    yield from _silent(check for check in found["by_check"] if check not in spoken)
    yield from _cases(found)


#: What a reader calls the figures of a labelled set.
_DRIFT = {
    "auc": "AUC",
    "average_precision": "average precision",
    "auc_within_source": "AUC within a source",
    "mcc": "MCC of what is flagged",
    "mcc_at_chosen_cut": "MCC at the cut chosen elsewhere",
    "false_alarms_per_100": "false alarms per 100 faithful",
}


def _drift(found: Figures) -> Iterator[str]:
    yield f"{found['file']}: {found['pairs']} labelled pairs, {found['drifted']} of them drifted"
    for key, name in _DRIFT.items():
        figure = found.get(key)
        if figure and figure["value"] is not None:
            low, high = figure["interval"]
            yield f"  {name:<32} {figure['value']:>6.3f}  {low:.3f} to {high:.3f}"
    if found["token_f1"] is not None:
        yield f"  {'F1 of the words marked':<32} {found['token_f1']:>6.3f}"
    for category, row in found["recall"].items():
        yield f"  {'caught: ' + one_line(category):<45} {row['flagged']:>5} of {row['drifted']:<6} {_percent(row['share'])}"
    if found["reliability"]:
        yield f"  calibration error {found['calibration_error']:.4f}; told and true drift where so many of 100 stand:"
        for row in found["reliability"]:
            yield f"    {100 * row['share']:>5.1f}: {row['told']:.3f} {row['true']:.3f}"
    yield from _cases(found)


def _alignment(found: Figures) -> str:
    line = (
        "{file}: {documents} documents, strict F1 {strict:.3f}, lax F1 {lax:.3f}, sentences without counterpart: "
        "precision {null_precision:.3f}, recall {null_recall:.3f}, score's calibration error {calibration:.3f}"
    )
    if "crossing_precision" in found:
        line += ", moved: precision {crossing_precision:.3f}, recall {crossing_recall:.3f}"
    return line.format(**found)


def _silent(checks: Iterator[str]) -> Iterator[str]:
    names = list(checks)
    if names:
        yield f"  silent: {', '.join(names)}"


def _cases(found: Figures) -> Iterator[str]:
    for case in found.get("cases", ()):
        about = " ".join(part for part in (case["category"], case["name"]) if part)
        yield f"    {case['kind']:<6} {one_line(about)}: {one_line(case['original'])} | {one_line(case['translation'])}"
        for finding in case["findings"]:
            yield f"           {finding['check']}: {one_line(finding['message'])}"


def _percent(share: float, digits: int = 1) -> str:
    return f"{100 * share:.{digits}f} %"


def _between(interval: list[float], scale: float = 1) -> str:
    return f"{scale * interval[0]:.1f} to {scale * interval[1]:.1f}"
