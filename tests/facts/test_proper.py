from xlcheck.facts.proper import by_sound, capitalised, is_common


def names(text: str, language: str = "en") -> list[list[str]]:
    return [[word.text for word in proper.words] for proper in capitalised(text, language) if not proper.initial]


def test_capitals_within_a_sentence_are_names() -> None:
    assert names("Yesterday morning Ilse Vandermeer met the young mayor of Drobeta.") == [
        ["Ilse", "Vandermeer"],
        ["Drobeta"],
    ]


def test_offices_days_and_common_words_are_no_names() -> None:
    assert names("On Monday the Minister of Trade and the University praised the Supervision of Literature.") == []


def test_a_headline_in_capitals_has_no_names() -> None:
    assert names("Harbour Workers Reject Final Offer From Owners") == []


def test_german_nouns_are_told_from_names_by_their_last_part() -> None:
    assert is_common("Hafenabteilung", "de")
    assert not is_common("Brandner", "de")
    assert not is_common("Holtmann", "de")
    assert names("Gestern sprach in der Abteilung Ilse Brandner.", "de") == [["Ilse", "Brandner"]]


def test_chinese_and_japanese_write_foreign_names_by_sound() -> None:
    assert [w.text for p in by_sound("斯特凡诺维奇宣布辞职。", "zh") for w in p.words] == ["斯特凡诺维奇"]
    assert by_sound("バイクとコンビニ", "ja") == ()
