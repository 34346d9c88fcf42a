import json
import re
from collections.abc import Callable

from tests.conftest import Run
from xlcheck.checks import CHECKS

Command = Callable[..., Run]


def test_every_check_is_a_line(xlcheck: Command) -> None:
    run = xlcheck("list-checks")
    assert run.code == 0
    assert [line.split()[:3] for line in run.out.splitlines()] == [
        [c.name, str(c.severity), c.category] for c in CHECKS.values()
    ]


def test_a_category_is_one_that_a_report_may_have() -> None:
    assert all(re.fullmatch("[a-z-]+(/[a-z-]+)*", check.category) for check in CHECKS.values())


def test_programs_get_json(xlcheck: Command) -> None:
    told = json.loads(xlcheck("list-checks", "-f", "json").out)
    assert [row["name"] for row in told] == list(CHECKS)
    assert all(row["summary"].endswith(".") for row in told)
