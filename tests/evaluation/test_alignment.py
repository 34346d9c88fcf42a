import pytest

from xlcheck.evaluation.alignment import AlignmentScore, straight


def test_the_straight_beads_are_the_most_that_keep_the_order() -> None:
    beads = [((0,), (0,)), ((1,), (3,)), ((2,), (1,)), ((3,), (2,)), ((4,), ()), ((5,), (4,))]
    assert straight(beads) == [((0,), (0,)), ((2,), (1,)), ((3,), (2,)), ((5,), (4,))]
    assert straight([]) == []


def test_beads_that_moved_are_counted_by_themselves() -> None:
    gold = [((0,), (0,)), ((1,), (3,)), ((2,), (1,)), ((3,), (2,))]
    score = AlignmentScore()
    score.add(gold, gold, [((1,), (3,))])
    assert (score.crossing_precision, score.crossing_recall) == (1.0, 1.0)
    score.add([((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2, 3))], gold, [((3,), (2, 3))])
    assert (score.crossing_precision, score.crossing_recall) == (0.5, 0.5)


def test_scores_are_calibrated_when_as_many_are_right_as_they_say() -> None:
    gold = [((k,), (k,)) for k in range(4)]
    honest, boastful = AlignmentScore(), AlignmentScore()
    found = [*gold[:3], ((3,), ())]
    honest.add(found, gold, scores=[0.75] * 4)
    boastful.add(found, gold, scores=[1.0] * 4)
    assert honest.calibration == pytest.approx(0)
    assert boastful.calibration == pytest.approx(0.25)
