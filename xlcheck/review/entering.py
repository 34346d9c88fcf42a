"""Reports of `xlcheck check` put into a store, so that they are reviewed like those of a batch."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from xlcheck.batch.item import Item
from xlcheck.batch.judge import as_json
from xlcheck.batch.store import Store
from xlcheck.errors import XlcheckError
from xlcheck.report import Failure, Report, Run
from xlcheck.reporting.loaded import report_of
from xlcheck.review.reviewed import unplaced

#: Larger reports than any article makes.
_LARGEST = 500_000_000


def read_run(path: Path) -> Run:
    """The run of a file that `xlcheck check -f json` wrote; raises XlcheckError where it is none."""
    try:
        if path.stat().st_size > _LARGEST:
            raise XlcheckError(f"{path}: is larger than {_LARGEST // 1_000_000} MB")
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        rows = told.get("reports", [told])
        failures = tuple(Failure(str(f["name"]), str(f["message"])) for f in told.get("failures", ()))
    except OSError as error:
        raise XlcheckError(
            f"{path}: can't be read ({error.strerror}); make it with xlcheck check -f json={path}"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise XlcheckError(f"{path}: is no report; make one with xlcheck check -f json={path}") from None
    return Run(tuple(report_of(row, str(path)) for row in rows), failures)


def enter(store: Store, run: Run, name: str) -> int:
    """The number of a run that holds some reports; the same ones are there once."""
    if not run.reports and not run.failures:
        raise XlcheckError(f"{name}: holds no pair to review")
    pairs = [(_item(number, report), as_json(unplaced(report))) for number, report in enumerate(run.reports)]
    digest = sha256(repr([(item, data) for item, data in pairs]).encode("utf-8", "surrogatepass")).hexdigest()
    signature = run.reports[0].signature if run.reports else ""
    number = store.begin(name, f"review|{digest}", {}, signature, once=True)
    with store.writing():
        for ordinal, (item, data) in enumerate(pairs):
            key = sha256(b"entered" + data).digest()
            store.record(number, ordinal, item, store.verdict(key) or store.keep(key, data), None)
        for ordinal, failure in enumerate(run.failures, start=len(pairs)):
            store.record(number, ordinal, Item(failure.name), None, failure.message)
    store.finish(number)
    return number


def _item(number: int, report: Report) -> Item:
    one, two = (article.path and Path(article.path) for article in (report.original, report.translation))
    name = report.translation.path or report.original.path or report.translation.title or f"pair {number + 1}"
    return Item(name, one or "", two or "", date=report.translation.date or report.original.date)
