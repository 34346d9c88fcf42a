import re

import pytest

from xlcheck.judging.signature import signature
from xlcheck.models import load_profile


@pytest.mark.parametrize(("profile", "runtime"), [("embedded", "onnxruntime"), ("static", "numpy")])
def test_a_signature_tells_how_the_report_was_made(profile: str, runtime: str) -> None:
    told = dict(part.split(":", 1) for part in signature(load_profile(profile)).split("|"))
    models = {"encoder", "verifier"} if profile == "embedded" else {"encoder"}
    assert set(told) == {"xlcheck", "profile", "thresholds", runtime} | models
    assert told["profile"] == profile
    assert re.fullmatch("sha256:[0-9a-f]{12}", told["encoder"])


def test_a_signature_is_the_same_twice() -> None:
    assert signature(load_profile("embedded")) == signature(load_profile("embedded"))
