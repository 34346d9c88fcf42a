"""What a configuration says, and how mistakes in it are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.configuration import Configuration, read
from xlcheck.configuration.keys import KEYS
from xlcheck.errors import XlcheckError
from xlcheck.gathering.patterns import Pattern

Written = Callable[..., Path]

EVERY_KEY = """original-language = "zh"
translation-language = "en-GB"
encoding = "gb18030"
lines = true
profile = "embedded"
models = "own.cfg"
model.encoder = "labse"
device = "cpu"
select = ["number-changed", "name-changed"]
ignore = ["name-changed"]
severity.number-changed = "critical"
thresholds = "thresholds.json"
glossary = ["terms.csv", "more/terms.tbx"]
fail-on = "minor"
baseline = "accepted.json"
"""


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(text: str | bytes, name: str = "xlcheck.toml") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_every_key_is_read_and_every_line_known(written: Written, tmp_path: Path) -> None:
    found = read(written(EVERY_KEY))
    assert found.values == {
        "original-language": "zh",
        "translation-language": "en-GB",
        "encoding": "gb18030",
        "lines": True,
        "profile": "embedded",
        "models": tmp_path / "own.cfg",
        "model": ("encoder=labse",),
        "device": "cpu",
        "select": ("number-changed", "name-changed"),
        "ignore": ("name-changed",),
        "severity": {"number-changed": "critical"},
        "thresholds": tmp_path / "thresholds.json",
        "glossary": (tmp_path / "terms.csv", tmp_path / "more/terms.tbx"),
        "fail-on": "minor",
        "baseline": tmp_path / "accepted.json",
    }
    assert set(found.values) == set(KEYS)
    assert found.lines == {line.split(" ")[0].split(".")[0]: n for n, line in enumerate(EVERY_KEY.splitlines(), 1)}


def test_a_key_that_is_not_there_has_the_value_of_the_tool(written: Written) -> None:
    found = read(written('encoding = "utf-8"\n'))
    assert found.source("profile") == "default"
    assert found.source("encoding") == f"{found.path}:1"


def test_one_glossary_needs_no_list(written: Written, tmp_path: Path) -> None:
    assert read(written('glossary = "terms.csv"')).values == {"glossary": (tmp_path / "terms.csv",)}


def test_tables_may_stand_under_their_own_headings(written: Written) -> None:
    found = read(written('[severity]\nname-changed = "minor"\n\n[model]\nencoder = "labse"\n'))
    assert found.values == {"severity": {"name-changed": "minor"}, "model": ("encoder=labse",)}
    assert (found.source("severity"), found.source("model")) == (f"{found.path}:1", f"{found.path}:4")


def test_the_shared_file_is_read_by_its_section_alone(written: Written) -> None:
    ours = '[tool.xlcheck]\nfail-on = "never"\n\n[tool.xlcheck.severity]\nname-changed = "minor"\n'
    found = read(written(f'[project]\nname = "news"\n\n{ours}', "pyproject.toml"))
    assert found.values == {"fail-on": "never", "severity": {"name-changed": "minor"}}
    assert (found.source("fail-on"), found.source("severity")) == (f"{found.path}:5", f"{found.path}:7")


def test_a_line_of_another_tool_is_not_taken_for_ours(written: Written) -> None:
    text = '[tool.ruff]\nselect = ["E"]\nignore = ["W"]\n\n[tool.xlcheck]\nignore = ["name-changed"]\n'
    found = read(written(text, "pyproject.toml"))
    assert found.source("ignore") == f"{found.path}:6"


def test_a_line_of_an_override_is_not_taken_for_that_of_all(written: Written) -> None:
    override = '[[tool.xlcheck.overrides]]\nfiles = ["a*"]\nignore = ["name-changed"]\n'
    found = read(written(f'{override}\n[tool.xlcheck]\nignore = ["date-changed"]\n', "pyproject.toml"))
    assert found.source("ignore") == f"{found.path}:6"


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(written: Written) -> None:
    found = read(written(b'\xef\xbb\xbffail-on = "never"\r\nencoding = "utf-8"\r\n'))
    assert found.values == {"fail-on": "never", "encoding": "utf-8"}
    assert found.source("encoding") == f"{found.path}:2"


def test_an_empty_configuration_says_nothing(written: Written) -> None:
    found = read(written(""))
    assert (found.values, found.pairs, found.overrides) == ({}, (), ())
    assert read(written("[tool.ruff]\n", "pyproject.toml")).values == {}


WRONG = {
    "original-language = 3": "original-language must be a string, not 3",
    'translation-language = " "': "translation-language must be a string, not ' '",
    "encoding = []": "encoding must be a string, not []",
    'lines = "yes"': "lines must be true or false, not 'yes'",
    "lines = 1": "lines must be true or false, not 1",
    "profile = true": "profile must be a string, not True",
    "models = 1.5": "models must be a string, not 1.5",
    'model = "labse"': "model must be a table, such as",
    "model.encoder = 3": "model.encoder must be a string, not 3",
    'device = "gpu"': "device must be one of auto, cpu, cuda, mps, not 'gpu'",
    "device = []": "device must be one of auto, cpu, cuda, mps, not []",
    'select = "number-changed"': "select must be a list",
    'select = ["number-changd"]': "select: there is no check named number-changd; did you mean number-changed?",
    "ignore = [3]": "ignore must be a string, not 3",
    'ignore = ["zzz"]': "ignore: there is no check named zzz; there are ",
    'severity = "minor"': "severity must be a table, such as",
    'severity.number-changed = "bad"': "severity.number-changed must be one of minor, major, critical, not 'bad'",
    "severity.number-changed = 3": "severity.number-changed must be one of minor, major, critical, not 3",
    'severity.number-changd = "minor"': "severity: there is no check named number-changd; did you mean number-changed?",
    "thresholds = []": "thresholds must be a string, not []",
    "glossary = 3": "glossary must be a string, not 3",
    'glossary = ["a.csv", 3]': "glossary must be a string, not 3",
    'fail-on = "sometimes"': "fail-on must be one of minor, major, critical, never, not 'sometimes'",
    "baseline = 2026-03-02": "baseline must be a string, not ",
    "pairs = 3": "pairs must be a list of tables",
    "pairs = [3]": "pairs must be a list of tables",
    'pairs = [{original = "{n}.zh.md"}]': "each of pairs needs original and translation",
    'pairs = [{original = "{n}.zh.md", translation = 3}]': "pairs.translation must be a string, not 3",
    'pairs = [{original = "", translation = "a"}]': "pairs.original must be a string, not ''",
    'pairs = [{orignal = "a", translation = "b"}]': "pairs: there is no key named orignal; did you mean original?",
    "overrides = {}": "overrides must be a list of tables",
    'overrides = [{ignore = ["name-changed"]}]': "overrides 1 has no files",
    'overrides = [{files = "a*"}]': "overrides 1: files must be a list",
    "overrides = [{files = [3]}]": "overrides 1: files must be a string, not 3",
    'overrides = [{files = ["a"]}, {files = ["a"], lines = "no"}]': "overrides 2: lines must be true or false, not 'no'",
    'overrides = [{files = ["a"], ingore = []}]': "overrides 1: there is no key for an override named ingore; did you mean ignore?",
    'overrides = [{files = ["a"], profile = "static"}]': "overrides 1: there is no key for an override named profile; ",
    'overrides = [{files = ["a"], severity.name-changd = "minor"}]': "did you mean name-changed?",
    'fail_on = "minor"': "there is no key named fail_on; did you mean fail-on?",
    'glosary = "a.csv"': "there is no key named glosary; did you mean glossary?",
    "overides = []": "there is no key named overides; did you mean overrides?",
    '"a\\nb" = 1': "there is no key named a",
}  # fmt: skip


@pytest.mark.parametrize("line", WRONG)
def test_what_is_wrong_is_one_line_with_the_file_and_the_key(written: Written, line: str) -> None:
    path = written(f"{line}\n")
    with pytest.raises(XlcheckError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}: ")
    assert WRONG[line] in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("line", ['fail-on = "sometimes"', "severity.zzz = 1", "overrides = 3", "zzz = 1"])
def test_what_is_wrong_in_the_shared_file_is_told_too(written: Written, line: str) -> None:
    path = written(f"[tool.xlcheck]\n{line}\n", "pyproject.toml")
    with pytest.raises(XlcheckError, match=r"pyproject\.toml: ") as error:
        read(path)
    assert "\n" not in str(error.value)


def test_a_section_that_is_no_table_is_told(written: Written) -> None:
    with pytest.raises(XlcheckError, match=r"\[tool.xlcheck\] must be a table"):
        read(written("[tool]\nxlcheck = 3\n", "pyproject.toml"))


@pytest.mark.parametrize("text", ["fail-on", "fail-on = never", "a = 1\na = 2", "[", b"\xff\xfe", "a = " + "[" * 3000])
def test_what_is_no_toml_is_one_line(written: Written, text: str | bytes) -> None:
    path = written(text)
    with pytest.raises(XlcheckError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}: is no ")
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_or_a_folder_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(XlcheckError, match=r"gone\.toml: no such file"):
        read(tmp_path / "gone.toml")
    with pytest.raises(XlcheckError, match="no such file"):
        read(tmp_path)


_KEY = st.sampled_from([*KEYS, "pairs", "overrides", "nothing", "model.encoder", "severity.name-changed"])
_VALUE = st.sampled_from(
    """3|true|"zh"|""|[]|{}|["name-changed"]|[3]|[[]]|{a = 1}|[{}]|1.5|nan|inf|2026-03-02|07:30:00|[{files = ["*"]}]
    |"minor"|{name-changed = "minor"}|"\\u0000"|'a\tb'""".split("|")
)


@given(st.lists(st.tuples(_KEY, _VALUE), max_size=3))
def test_whatever_a_key_holds_it_is_read_or_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "xlcheck.toml"
    path.write_text("\n".join(f"{key} = {value}" for key, value in rows), encoding="utf-8")
    try:
        found = read(path)
        told = [found.source(key) for key in found.values]
    except XlcheckError as error:
        told = [str(error)]
    assert all(line.startswith(f"{path}:") and "\n" not in line for line in told)


# Pairs and overrides


def test_pairs_are_patterns(written: Written) -> None:
    found = read(written('[[pairs]]\noriginal = "zh/{name}.md"\ntranslation = "en/{name}.md"\n'))
    assert found.pairs == (Pattern("zh/{name}.md", "en/{name}.md"),)


OVERRIDES = """
encoding = "utf-8"
ignore = ["name-changed"]
severity.number-changed = "critical"

[[overrides]]
files = ["opinion/*", "*.draft.txt"]
encoding = "gb18030"
ignore = ["date-changed"]
severity.date-changed = "minor"

[[overrides]]
files = ["opinion/old/*"]
encoding = "big5"
ignore = ["tense-changed"]
severity.number-changed = "minor"
"""


@pytest.fixture
def overridden(written: Written) -> Configuration:
    return read(written(OVERRIDES))


def test_files_that_no_override_means_have_the_values_of_all(overridden: Configuration, tmp_path: Path) -> None:
    assert overridden.of([tmp_path / "news/a.txt", tmp_path / "a.opinion"]) == overridden.values
    assert overridden.of([]) == overridden.values


@pytest.mark.parametrize("names", [["opinion/a.txt", "x.txt"], ["x.txt", "opinion/2026/a.txt"], ["a.draft.txt"]])
def test_what_an_override_says_replaces_and_what_it_ignores_adds(
    overridden: Configuration, tmp_path: Path, names: list[str]
) -> None:
    assert overridden.of([tmp_path / name for name in names]) == {
        "encoding": "gb18030",
        "ignore": ("name-changed", "date-changed"),
        "severity": {"number-changed": "critical", "date-changed": "minor"},
    }


def test_the_last_override_that_fits_has_the_last_word(overridden: Configuration, tmp_path: Path) -> None:
    assert overridden.of([tmp_path / "opinion/old/a.txt"]) == {
        "encoding": "big5",
        "ignore": ("name-changed", "date-changed", "tense-changed"),
        "severity": {"number-changed": "minor", "date-changed": "minor"},
    }
    assert overridden.values["severity"] == {"number-changed": "critical"}


def test_patterns_of_overrides_begin_at_the_folder_of_the_configuration(
    overridden: Configuration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "opinion").mkdir()
    monkeypatch.chdir(tmp_path / "opinion")
    assert overridden.of([Path("a.txt")])["encoding"] == "gb18030"
    assert overridden.of([Path("../opinion/a.txt")])["encoding"] == "gb18030"
    assert overridden.of([Path("../a.txt")])["encoding"] == "utf-8"


def test_a_file_outside_the_folder_of_the_configuration_is_never_meant(written: Written, tmp_path: Path) -> None:
    found = read(written('[[overrides]]\nfiles = ["*"]\nencoding = "big5"\n'))
    assert found.of([tmp_path / "a.txt"]) == {"encoding": "big5"}
    assert found.of([tmp_path.parent / "a.txt"]) == {}


def test_paths_of_an_override_begin_at_the_folder_of_the_configuration(written: Written, tmp_path: Path) -> None:
    found = read(written('[[overrides]]\nfiles = ["*"]\nglossary = "terms.csv"\nthresholds = "t.json"\n'))
    values = found.of([tmp_path / "a.txt"])
    assert values == {"glossary": (tmp_path / "terms.csv",), "thresholds": tmp_path / "t.json"}
