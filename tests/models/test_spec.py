from pathlib import Path

import pytest

from xlcheck.errors import XlcheckError
from xlcheck.models.files import ModelsFile
from xlcheck.models.spec import Spec

FILE = Path("models.cfg")


def spec(**options: str) -> Spec:
    return Spec("mine", FILE, options)


def test_a_spec_tells_what_the_section_says() -> None:
    mine = spec(backend="onnx", repository="a/b", licence="MIT", languages="en zh", layer="7", normalise="no")
    assert (mine.backend, mine.repository, mine.licence, mine.languages) == ("onnx", "a/b", "MIT", {"en", "zh"})
    assert (mine.number("layer", 3), mine.number("other", 3)) == (7, 3)
    assert (mine.flag("normalise", default=True), mine.flag("other", default=True)) == (False, True)


def test_a_licence_that_nobody_wrote_is_not_made_up() -> None:
    assert spec().licence == "not stated"


@pytest.mark.parametrize(
    ("options", "ask", "problem"),
    [
        ({"layer": "eight"}, lambda s: s.number("layer", 1), "layer must be a whole number, not 'eight'"),
        ({"normalise": "maybe"}, lambda s: s.flag("normalise", default=True), "normalise must be one of yes, no"),
        ({"poling": "cls"}, lambda s: s.knows_only("pooling"), "unknown poling; did you mean pooling?"),
        ({"x": "1"}, lambda s: s.knows_only("pooling"), "unknown x; known: backend, path"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(options: dict[str, str], ask: object, problem: str) -> None:
    with pytest.raises(XlcheckError) as error:
        ask(spec(**options))  # type: ignore[operator]
    assert str(error.value).startswith("models.cfg: [model mine] ")
    assert problem in str(error.value)


def test_a_folder_or_a_repository_stands_in_for_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models.cfg").write_text("[profile p]\nencoder = x\n")
    (tmp_path / "mine").mkdir()
    file = ModelsFile.found(tmp_path / "models.cfg")
    assert file.spec(str(tmp_path / "mine")).options["path"] == str(tmp_path / "mine")
    assert file.spec("mine").options["path"] == str(tmp_path / "mine")
    assert file.spec("owner/name").repository == "owner/name"
    # What stands where the user stands comes first.
    (tmp_path / "here" / "mine").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    assert file.spec("mine").options["path"] == str(tmp_path / "here" / "mine")
    for name in ("nothing", "./a/b", "~/x", "", "a/b/c"):
        with pytest.raises(XlcheckError, match="no model that the file describes, no folder and no repository"):
            file.spec(name)
