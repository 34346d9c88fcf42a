import re

from xlcheck.judging.signature import signature
from xlcheck.models import load_profile


def test_a_signature_tells_how_the_report_was_made() -> None:
    told = dict(part.split(":", 1) for part in signature(load_profile("embedded")).split("|"))
    assert set(told) == {"xlcheck", "profile", "encoder", "thresholds", "numpy"}
    assert re.fullmatch("sha256:[0-9a-f]{12}", told["encoder"])


def test_a_signature_is_the_same_twice() -> None:
    assert signature(load_profile("embedded")) == signature(load_profile("embedded"))
