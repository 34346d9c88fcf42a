"""What is taken for faithful."""

from __future__ import annotations

from xlcheck.evaluation.parallel import Pair
from xlcheck.models.config import PACKAGED
from xlcheck.models.static import StaticEncoder
from xlcheck.training.faithful import faithful


def test_machines_and_what_does_not_belong_together_are_left_out() -> None:
    kept = Pair("de", "Der Hafen bleibt bis Montag geschlossen.", "The port stays closed until Monday.", "a")
    machine = Pair("de", kept.foreign, kept.english, "a-google-mt")
    strange = Pair("de", kept.foreign, "mining", "a")
    words = StaticEncoder.load(PACKAGED / "static", languages=["de", "en"])
    assert faithful([kept, machine, strange], words) == [kept]
    assert faithful([machine], words) == []
