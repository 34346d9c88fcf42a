from io import BytesIO
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.po import pofile

from tests.reading.places import of_wrong_lines, pairs_of, sides
from xlcheck.errors import ReadingError
from xlcheck.reading import po
from xlcheck.reading.aligned import aligned_of
from xlcheck.reading.units import State, UnitPair

HEAD = 'msgid ""\nmsgstr ""\n"Language: de_AT@euro\\n"\n"X-Source-Language: en\\n"\n\n'
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=20)


def units(text: str) -> list[UnitPair]:
    return list(po.read(text, "a.po").units)


def unit(text: str) -> UnitPair:
    (only,) = units(text)
    return only


def test_a_message_is_a_pair(tmp_path: Path) -> None:
    read = pairs_of(tmp_path, "a.po", HEAD + 'msgid "The ferry runs."\nmsgstr "Die Fähre fährt."\n')
    assert sides(read) == [("The ferry runs.", "Die Fähre fährt.")]


@pytest.mark.parametrize(
    ("name", "tag"), [("de_AT@euro", "de-AT"), ("zh_CN.UTF-8", "zh-CN"), ("ja", "ja"), ("", None), ("sr@latin", "sr")]
)
def test_a_locale_is_a_language(name: str, tag: str | None) -> None:
    assert po.read(HEAD.replace("de_AT@euro", name), "a.po").languages == ("en", tag)


def test_a_catalogue_without_a_head_names_no_language() -> None:
    assert po.read('msgid "Yes"\nmsgstr "Ja"\n', "a.po").languages == (None, None)


def test_a_text_over_several_lines_is_one() -> None:
    found = unit('msgid ""\n"The ferry "\n"runs.\\n"\nmsgstr "Die "\n"Fähre\\tfährt \\"heute\\"."\n')
    assert (found.original.text, found.translation.text) == ("The ferry runs.", 'Die Fähre\tfährt "heute".')


def test_of_plurals_the_last_form_is_compared_with_the_plural() -> None:
    found = unit(
        'msgid "%d boat"\nmsgid_plural "%d boats"\nmsgstr[1] "%d лодки"\nmsgstr[2] "%d лодок"\nmsgstr[0] "%d лодка"\n'
    )
    assert (found.original.text, found.translation.text) == ("%d boats", "%d лодок")


def test_the_context_is_the_id() -> None:
    assert unit('#: menu.c:12\nmsgctxt "menu"\nmsgid "Open"\nmsgstr "Öffnen"\n').id == "menu"


def test_without_a_context_the_place_in_the_program_is_the_id() -> None:
    assert unit('#: menu.c:12 bar.c:3\nmsgid "Open"\nmsgstr "Öffnen"\n').id == "menu.c:12"
    assert unit('#: menu.c\nmsgid "Open"\nmsgstr "Öffnen"\n').id == "menu.c"


def test_what_is_noted_for_translators_is_kept() -> None:
    assert unit(HEAD + '# Told by hand.\n#. A button.\nmsgid "Open"\nmsgstr "Öffnen"\n').notes == (
        "A button.",
        "Told by hand.",
    )


def test_a_fuzzy_message_is_not_checked() -> None:
    assert unit('#, fuzzy, c-format\nmsgid "Open"\nmsgstr "Zu"\n').state == State.DRAFT


def test_the_earlier_text_of_a_fuzzy_message_is_not_read() -> None:
    found = unit('#, fuzzy\n#| msgid "Close"\nmsgid "Open"\nmsgstr "Zu"\n')
    assert found.original.text == "Open"


def test_an_empty_message_is_not_translated_yet() -> None:
    assert unit('msgid "Open"\nmsgstr ""\n').state == State.UNTRANSLATED
    assert unit('msgid "boat"\nmsgid_plural "boats"\nmsgstr[0] ""\nmsgstr[1] ""\n').state == State.UNTRANSLATED


def test_an_obsolete_message_is_gone() -> None:
    assert units('#~ msgid "Open"\n#~ msgstr "Öffnen"\n') == []


def test_a_template_holds_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="holds no pair to check: 2 units are not translated yet"):
        pairs_of(tmp_path, "a.pot", 'msgid "Open"\nmsgstr ""\n\nmsgid "Close"\nmsgstr ""\n')


def test_offsets_lead_back_to_the_line_of_a_message(tmp_path: Path) -> None:
    text = HEAD + '# One.\nmsgid "Open"\nmsgstr "Öffnen"\n\n#, c-format\nmsgid "Closed"\nmsgstr "Zu"\n'
    read = pairs_of(tmp_path, "a.po", text)
    lines = text.split("\n")
    assert [lines[read.original.locate(s.start).line - 1] for s in read.original.sentences] == [
        'msgid "Open"',
        'msgid "Closed"',
    ]
    assert of_wrong_lines(text, [read.original]) == []


def test_windows_line_ends_change_nothing() -> None:
    text = HEAD + 'msgid "Open"\nmsgstr "Öffnen"\n'
    assert units(text.replace("\n", "\r\n")) == units(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('msgid "Open"\nmsgstr "Öff"nen"\n', r"a\.po:2: is no PO catalogue \(.*quote"),
        ('msgid "Open"\nmsgstr "Öffnen"\nnonsense\n', r"a\.po:3: is no PO catalogue"),
        ("The ferry runs.\n", r"a\.po:1: is no PO catalogue"),
    ],
)
def test_what_is_no_catalogue_is_told_with_its_line(text: str, problem: str) -> None:
    with pytest.raises(ReadingError, match=problem):
        po.read(text, "a.po")


@pytest.mark.parametrize("sign", ["\u2028", "\u0085", "\x0c", "\x1c"])
def test_a_sign_that_breaks_no_line_of_a_catalogue_breaks_no_text(sign: str) -> None:
    assert unit(f'msgid "Open{sign}now"\nmsgstr "Jetzt öffnen"\n').original.text == f"Open{sign}now"


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_what_polib_writes_comes_back(rows: list[tuple[str, str]]) -> None:
    catalogue = polib.POFile(wrapwidth=40)
    catalogue.metadata = {"Language": "ru", "Content-Type": "text/plain; charset=utf-8"}
    catalogue += [
        polib.POEntry(msgid=f"{n}\n{one}", msgstr=f"{n}\t{two}", msgctxt=f"k{n}") for n, (one, two) in enumerate(rows)
    ]
    read = po.read(str(catalogue), "a.po")
    assert read.languages == (None, "ru")
    assert [(u.original.text, u.translation.text, u.id) for u in read.units] == [
        (f"{n}\n{one}".strip(), f"{n}\t{two}".strip(), f"k{n}") for n, (one, two) in enumerate(rows)
    ]


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_what_the_translate_toolkit_writes_comes_back(rows: list[tuple[str, str]]) -> None:
    catalogue = pofile()
    told = [
        ("The harbour is closed.", "港口关闭了。"),
        *((f"{n} {one}", f"{n} {two}") for n, (one, two) in enumerate(rows)),
    ]
    for one, two in told:
        catalogue.addsourceunit(one).target = two
    read = aligned_of(BytesIO(bytes(catalogue)), "a.po")
    assert sides(read) == [(one.strip(), two.strip()) for one, two in told]
