"""JUnit's XML, which every CI service shows: a test case a passage."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from xlcheck.checks.base import Severity
from xlcheck.report import CheckedBead, Finding, Report
from xlcheck.visible import one_line, visible

#: What XML can't hold even as a reference.
_ILLEGAL = re.compile("[\ud800-\udfff\ufffe\uffff]")


def render(report: Report) -> str:
    """A suite of all beads: failed from major on, skipped where everything was accepted before."""
    suite = Element("testsuite", name=xml(report.translation.path or "translation"), tests=str(len(report.beads)))
    failed = skipped = 0
    for number, bead in enumerate(report.beads):
        case = SubElement(suite, "testcase", name=f"passage {number + 1}", classname=suite.get("name", ""))
        failed += _failure(case, bead)
        skipped += _skipped(case, bead)
        minor = [f for f in bead.findings if f.counts and f.severity < Severity.MAJOR]
        if minor:
            SubElement(case, "system-out").text = "\n".join(map(_line, minor))
    suite.set("failures", str(failed))
    suite.set("skipped", str(skipped))
    SubElement(suite, "system-err").text = xml("\n".join([*(n.message for n in report.notices), report.signature]))
    indent(suite)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suite, encoding="unicode")}\n'


def _failure(case: Element, bead: CheckedBead) -> bool:
    grave = [f for f in bead.findings if f.counts and f.severity >= Severity.MAJOR]
    if grave:
        worst = max(grave, key=lambda finding: finding.severity)
        failure = SubElement(case, "failure", type=worst.check, message=xml(one_line(worst.message)))
        failure.text = "\n".join(map(_line, grave))
    return bool(grave)


def _skipped(case: Element, bead: CheckedBead) -> bool:
    accepted = bead.findings and not any(finding.counts for finding in bead.findings)
    if accepted:
        SubElement(case, "skipped", message=xml(one_line(bead.findings[0].message)))
    return bool(accepted)


def _line(finding: Finding) -> str:
    sides = " | ".join(xml(one_line(span.text)) if span else "–" for span in (finding.original, finding.translation))
    return f"{finding.severity} {finding.check}: {xml(one_line(finding.message))} [{sides}]"


def xml(text: str) -> str:
    """The text with what XML can't hold shown as marks."""
    return _ILLEGAL.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", visible(text))
