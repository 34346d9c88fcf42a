"""JUnit's XML, which every CI service shows: a test case a passage."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from xlcheck.checks.base import Severity
from xlcheck.report import CheckedBead, Failure, Finding, Report, Run
from xlcheck.visible import one_line, xml


def render(run: Run) -> str:
    """A suite a pair, one of all suites where there are several."""
    suites = [_suite(report) for report in run.reports] + [_failed(failure) for failure in run.failures]
    if len(suites) == 1:
        root = suites[0]
    else:
        root = Element("testsuites")
        root.extend(suites)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _failed(failure: Failure) -> Element:
    """A pair that could not be checked."""
    suite = Element("testsuite", name=xml(failure.name), tests="1", failures="0", errors="1", skipped="0")
    case = SubElement(suite, "testcase", name="pair", classname=xml(failure.name))
    SubElement(case, "error", type="failure", message=xml(one_line(failure.message)))
    return suite


def _suite(report: Report) -> Element:
    """All beads of a pair: failed from major on, skipped where everything was accepted before."""
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
    return suite


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
