"""Reports of `xlcheck check` put into a store, so that they are reviewed like those of a batch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from xlcheck.batch.item import Item
from xlcheck.batch.judge import as_json
from xlcheck.batch.store import Store
from xlcheck.errors import XlcheckError
from xlcheck.judging.suppressions import marked
from xlcheck.report import Failure, Report, Run
from xlcheck.reporting.loaded import report_of
from xlcheck.review.dismissals import taken_over, told_by
from xlcheck.review.reviewed import unplaced

#: Larger reports than any article makes.
_LARGEST = 500_000_000


def read_run(path: Path) -> Run:
    """The run of a file that `xlcheck check -f json` wrote; raises XlcheckError where it is none."""
    try:
        if path.stat().st_size > _LARGEST:
            raise XlcheckError(f"{path}: is larger than {_LARGEST // 1_000_000} MB")
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        rows = list(told.get("reports", [told]))
        failures = tuple(Failure(str(f["name"]), str(f["message"])) for f in told.get("failures", ()))
    except OSError as error:
        raise XlcheckError(
            f"{path}: can't be read ({error.strerror}); make it with xlcheck check -f json={path}"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise XlcheckError(f"{path}: is no report; make one with xlcheck check -f json={path}") from None
    return Run(tuple(report_of(row, str(path)) for row in rows), failures)


def enter(store: Store, run: Run, name: str, dismissed: Path | None = None) -> int:
    """The number of a run that holds some reports; the same ones are there once, whatever was dismissed of them since.

    ``dismissed`` is the file of dismissals, if any.
    """
    if not run.reports and not run.failures:
        raise XlcheckError(f"{name}: holds no pair to review")
    pairs = [(report, as_json(_open(report))) for report in run.reports]
    items = list(_items(pairs))
    digest = sha256(
        repr((items, [data for _, data in pairs], run.failures)).encode("utf-8", "surrogatepass")
    ).hexdigest()
    signature = run.reports[0].signature if run.reports else ""
    number = store.begin(name, f"review|{digest}", {}, signature, once=True)
    with store.writing():
        for ordinal, (item, (_, data)) in enumerate(zip(items, pairs, strict=True)):
            key = sha256(b"entered" + data).digest()
            store.record(number, ordinal, item, store.verdict(key) or store.keep(key, data), None)
        for ordinal, failure in enumerate(run.failures, start=len(pairs)):
            store.record(number, ordinal, Item(failure.name), None, failure.message)
    store.finish(number)
    if dismissed:
        taken_over(store, number, dismissed, date.today())
    told_by(store, [item.id for item in items], run.reports)
    return number


def _open(report: Report) -> Report:
    """A report without what people dismissed, and without the files' names: it is the same whatever they do."""
    return unplaced(marked(report, [f.fingerprint for f in report.findings if f.status == "dismissed"], "new"))


def _items(pairs: Sequence[tuple[Report, bytes]]) -> Iterator[Item]:
    """Each pair by its files' names, or by its title and texts; none has another's id."""
    seen: Counter[str] = Counter()
    for report, data in pairs:
        one, two = report.original, report.translation
        name = two.path or one.path or f"{two.title or one.title or 'pair'} ({sha256(data).hexdigest()[:8]})"
        seen[name] += 1
        paths = [article.path and Path(article.path) for article in (one, two)]
        yield Item(
            name if seen[name] == 1 else f"{name} ({seen[name]})",
            paths[0] or "",
            paths[1] or "",
            date=two.date or one.date,
        )
