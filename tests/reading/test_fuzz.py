"""Whatever bytes a file holds: it is read, or refused in one line, in a moment."""

import json
import time
import traceback
from collections.abc import Callable
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcheck.article import Article
from xlcheck.errors import XlcheckError
from xlcheck.reading.aligned import aligned_of
from xlcheck.reading.source import article_of

#: Seconds in which a file is read or refused.
_PATIENCE = 5.0
_PAIRS = (
    ("渡轮周一停航。", "The ferry stops on Monday."),
    ("Der Hafen ist zu.", "Harbour & quay are closed."),
    ("Паром берёт 240 пассажиров.", "It takes 240 people."),
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _docx(body: str | bytes, method: int = ZIP_STORED, styles: str = "") -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", method) as archive:
        archive.writestr("word/document.xml", body)
        if styles:
            archive.writestr("word/styles.xml", styles)
    return stream.getvalue()


def _paragraphs() -> str:
    lines = [f"<w:p><w:pPr><w:pStyle w:val='h'/></w:pPr><w:r><w:t>{one}</w:t></w:r></w:p>" for one, _ in _PAIRS]
    return f"<w:document xmlns:w='{_WORD}'><w:body>{''.join(lines)}</w:body></w:document>"


def _old_xliff() -> str:
    units = [
        f"<trans-unit id='{n}'><source>{one} <g id='1'>x<x id='2'/></g></source><target state='final'>{two}"
        f"<ph id='1'>br</ph></target><note>Short.</note></trans-unit>"
        for n, (one, two) in enumerate(_SAFE)
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?><xliff version="1.2"><file source-language="de" target-language="en">'
    return f"{head}<body><group>{''.join(units)}</group></body></file></xliff>"


def _new_xliff() -> str:
    units = [
        f"<unit id='{n}'><notes><note>Short.</note></notes><segment id='s' state='final'><source>{one}"
        f"<pc id='1'>x<ph id='2' equiv='br'/></pc></source><target>{two}</target></segment></unit>"
        for n, (one, two) in enumerate(_SAFE)
    ]
    return f"<xliff version='2.0' srcLang='de' trgLang='en'><file id='f'>{''.join(units)}</file></xliff>"


def _tmx() -> str:
    units = [
        f'<tu tuid="{n}"><note>Short.</note><tuv xml:lang="de"><seg>{one}<bpt i="1">&lt;b></bpt>x</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{two}</seg></tuv></tu>'
        for n, (one, two) in enumerate(_SAFE)
    ]
    return f"<?xml version='1.0'?><tmx version='1.4'><header/><body>{''.join(units)}</body></tmx>"


_SAFE = tuple((one.replace("&", "&amp;"), two.replace("&", "&amp;")) for one, two in _PAIRS)
_TIMES = tuple(f"00:00:0{n},000 --> 00:00:0{n},900" for n in range(len(_PAIRS)))
_SEEDS: dict[str, bytes] = {
    "a.txt": "\n\n".join(one for one, _ in _PAIRS).encode(),
    "a.html": (
        "<!doctype html><html><head><meta charset='utf-8'><title>News</title></head><body><h1>News</h1>"
        + "".join(f"<p>{one} <b>{two}</b> &#8230;</p><!-- note -->" for one, two in _SAFE)
        + "</body></html>"
    ).encode(),
    "long.html": (
        "<html><head><title>News</title></head><body><div class='menu'><ul><li><a href='/'>Home</a></li></ul></div>"
        + "".join(
            f"<p>{one} {two} The harbour office of Melby said so on Monday morning.</p>" for one, two in _SAFE * 4
        )
        + "<div id='comments'><p>First!</p></div></body></html>"
    ).encode(),
    "a.md": (
        "---\ntitle: News\n---\n# News\n"
        + "".join(f"\n- {one} [{two}](https://a.example) `code` **b**\n" for one, two in _PAIRS)
    ).encode(),
    "a.docx": _docx(_paragraphs(), ZIP_DEFLATED),
    "a.srt": "".join(f"{n}\n{_TIMES[n]}\n<i>{one}</i>\n\n" for n, (one, _) in enumerate(_PAIRS)).encode(),
    "a.vtt": (
        "WEBVTT\n\nNOTE x\n\n" + "".join(f"{_TIMES[n]}\n<v A>{one}\n\n" for n, (one, _) in enumerate(_SAFE))
    ).encode(),
    "old.xlf": _old_xliff().encode(),
    "new.xlf": _new_xliff().encode(),
    "a.tmx": _tmx().encode(),
    "a.po": (
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n'
        + "".join(f'#, c-format\n#: a.c:{n}\nmsgid "{one}"\nmsgstr "{two}"\n\n' for n, (one, two) in enumerate(_PAIRS))
        + 'msgid "boat"\nmsgid_plural "boats"\nmsgstr[0] "Boot"\nmsgstr[1] "Boote"\n'
    ).encode(),
    "a.csv": ("source,target,id,state\n" + "".join(f'"{one}","{two}",k,final\n' for one, two in _PAIRS)).encode(),
    "a.tsv": ("source\ttarget\tid\n" + "".join(f"{one}\t{two}\tk\n" for one, two in _PAIRS)).encode(),
    "a.jsonl": "".join(json.dumps({"src": one, "tgt": two, "id": 1}) + "\n" for one, two in _PAIRS).encode(),
}
_NAMES = sorted(_SEEDS)
_HOSTILE = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\\ud800", b"&#xD800;", b"&#0;", b"<!DOCTYPE", b"<!DOCTYPE a SYSTEM 'b'>",
    b"<!ENTITY a 'b'>", b"&a;", b"]]>", b"<![CDATA[", b"<![x[", b"<!--", b"-->", b"<?xml version='1.0' encoding='utf-7'?>", b"<meta charset=idna>",
    b"<" * 50, b"[" * 200, b"{" * 200, b"<a>" * 200, b"<w:p>" * 50, b"> " * 100, b"*_" * 100, b"9" * 5000, b"&#" + b"9" * 5000 + b";", b"-1e999",
    b"NaN", b'"', b"'", b"\\", b"\n\n", b"\r", b"\t", b",", b";", b"\xe2\x80\xa8", b"\xc2\x85", b"00:00:01,000 --> ", b"msgstr[99999999999]", b"#~ ",
    b"translate='no'", b"xml:lang='", b"\x1b[31m", b"\xe2\x80\xae", b"PK\x03\x04", b"source,target", b"null", b"true", b"```", b"---\n",
)  # fmt: skip


def _flipped(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) or 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _without(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) or 1)
    return data[:at] + data[at + chance.choice((1, 2, 9, 60)) :]


def _with(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_HOSTILE) + data[at:]


def _twice(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data) or 1)
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[start : start + chance.choice((1, 5, 40, 300))] + data[at:]


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


_CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (_flipped, _without, _with, _with, _twice, _twice, _cut)


def mutated(data: bytes, chance: Random) -> bytes:
    """A file with one to three things broken."""
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(_CHANGES)(data, chance)
    return data


def mutant(name: str, number: int) -> bytes:
    """The same file for the same number; of DOCX every other one is whole as an archive, and its text is broken."""
    chance = Random(f"{name}{number}")
    if name == "a.docx" and number % 2:
        return _docx(mutated(_paragraphs().encode(), chance))
    return mutated(_SEEDS[name], chance)


def articles(data: bytes, name: str) -> list[Article]:
    """What is read of some bytes."""
    if name.rsplit(".", 1)[1] in ("xlf", "tmx", "po", "csv", "tsv", "jsonl"):
        return list(aligned_of(BytesIO(data), name)[:2])
    return [article_of(data, name)]


def is_whole(article: Article) -> bool:
    """Whether an article can be written, and all that it tells lies within its text."""
    told = [word for u in article.units for word in (u.id, *u.notes, *(code for _, code in u.codes))]
    "".join([article.text, article.title or "", article.language or "", *told]).encode()
    bounds = [place for p in article.paragraphs for place in (p.start, p.end)]
    units = [place for u in article.units for place in (u.start, u.end)]
    codes = [at for u in article.units for at, _ in u.codes]
    inside = all(0 <= place <= len(article.text) for place in bounds + units + codes)
    found = all(article.locate(p.start) >= (1, 0) for p in article.paragraphs[:50])
    return inside and found and bounds == sorted(bounds) and units == sorted(units)


def trouble(data: bytes, name: str) -> str:
    """What is wrong with how some bytes are read; "" where they are read, or refused in one line, in a moment."""
    started = time.perf_counter()
    try:
        read = articles(data, name)
    except XlcheckError as error:
        told = str(error)
        wrong = "" if told.startswith(name) and told.isprintable() else f"is refused with {told!r}"
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        wrong = f"{type(error).__name__} in {last.name} of {last.filename.rsplit('/', 1)[-1]}: {error}"[:300]
    else:
        wrong = "" if all(map(is_whole, read)) else "tells of what lies outside its text"
    taken = time.perf_counter() - started
    return wrong or ("" if taken < _PATIENCE else f"takes {taken:.1f} s")


def troubles(name: str, numbers: range) -> dict[str, int]:
    """Each kind of trouble, with the number of the first mutant that makes it."""
    found: dict[str, int] = {}
    for number in numbers:
        if wrong := trouble(mutant(name, number), name):
            found.setdefault(wrong.split(":")[0], number)
    return found


@pytest.mark.parametrize("name", _NAMES)
def test_a_file_that_nobody_broke_is_read(name: str) -> None:
    assert all(_PAIRS[0][0] in article.text for article in articles(_SEEDS[name], name)[:1])


@pytest.mark.parametrize("name", _NAMES)
def test_a_broken_file_is_read_or_refused_in_one_line(name: str) -> None:
    assert troubles(name, range(200)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", _NAMES)
def test_many_broken_files_are_read_or_refused_in_one_line(name: str) -> None:
    assert troubles(name, range(200, 10_200)) == {}


@pytest.mark.parametrize("name", _NAMES)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_one_line(name: str, data: bytes) -> None:
    assert trouble(data, name) == ""


@pytest.mark.parametrize("name", _NAMES)
@given(text=st.text(max_size=200))
def test_any_text_is_read_or_refused_in_one_line(name: str, text: str) -> None:
    assert trouble(text.encode("utf-8", "surrogatepass"), name) == ""


@pytest.mark.parametrize("name", _NAMES)
@given(places=st.lists(st.tuples(st.integers(0, 900), st.text(max_size=5)), max_size=4))
def test_any_text_within_a_file_is_read_or_refused_in_one_line(name: str, places: list[tuple[int, str]]) -> None:
    data = _SEEDS[name]
    for at, text in places:
        data = data[:at] + text.encode() + data[at:]
    assert trouble(data, name) == ""


_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
)
_PASSWORDS = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
_PARAMETER = '<!DOCTYPE a [<!ENTITY % b SYSTEM "file:///etc/passwd"> %b;]>'


def _xml_of(name: str, before: str, text: str) -> bytes:
    """A file of a format with this in front of its first element, and this in place of its first text."""
    seed = _paragraphs() if name == "a.docx" else _SEEDS[name].decode().split("?>")[-1]
    document = before + seed.replace(_PAIRS[0][0], text)
    return _docx(document) if name == "a.docx" else document.encode()


@pytest.mark.parametrize("name", ["old.xlf", "new.xlf", "a.tmx", "a.docx"])
@pytest.mark.parametrize(("before", "text"), [(_LAUGHS, "&a11;"), (_PASSWORDS, "&b;"), (_PARAMETER, "x")])
def test_entities_are_refused_in_every_xml(name: str, before: str, text: str) -> None:
    with pytest.raises(XlcheckError, match="declares entities"):
        articles(_xml_of(name, before, text), name)


@pytest.mark.parametrize("name", ["old.xlf", "new.xlf", "a.tmx", "a.docx"])
def test_a_type_that_stands_elsewhere_is_not_fetched(name: str) -> None:
    data = _xml_of(name, '<!DOCTYPE a SYSTEM "file:///etc/passwd">', "Gut &root; ja.")
    assert trouble(data, name) == ""
    assert "root:" not in articles(data, name)[0].text


def test_entities_in_the_styles_of_a_document_are_refused() -> None:
    with pytest.raises(XlcheckError, match="declares entities"):
        articles(_docx(_paragraphs(), styles=f"{_LAUGHS}<w:styles xmlns:w='{_WORD}'>&a11;</w:styles>"), "a.docx")


def test_a_document_that_bursts_is_refused() -> None:
    with pytest.raises(XlcheckError, match="unpacks to"):
        articles(_docx("<a>" + " " * (32 << 20) + "</a>", ZIP_DEFLATED), "a.docx")


def _nested(name: str, begin: str, end: str, times: int) -> bytes:
    return _xml_of(name, "", begin * times + "Ja." + end * times)


_DEEP, _LONG = 100_000, 25_000
#: What makes readers climb, or look back again and again.
_DEEP_FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "paragraphs of a document": (
        "a.docx",
        lambda: _docx(f"<w:document xmlns:w='{_WORD}'>{'<w:p>' * _DEEP}{'</w:p>' * _DEEP}</w:document>"),
    ),
    "tables of a document": (
        "a.docx",
        lambda: _docx(
            f"<w:document xmlns:w='{_WORD}'>{'<w:tbl>' * _DEEP}<w:p><w:r><w:t>Ja.</w:t></w:r></w:p>"
            f"{'</w:tbl>' * _DEEP}</w:document>"
        ),
    ),
    "codes of a unit": ("old.xlf", lambda: _nested("old.xlf", "<g id='1'>", "</g>", 2 * _LONG)),
    "codes of a segment": ("new.xlf", lambda: _nested("new.xlf", "<pc id='1'>", "</pc>", 2 * _LONG)),
    "codes of a variant": ("a.tmx", lambda: _nested("a.tmx", "<hi>", "</hi>", _DEEP)),
    "lists in JSON": ("a.jsonl", lambda: b'{"src": ' + b"[" * _DEEP + b"]" * _DEEP + b', "tgt": "x"}'),
    "objects in JSON": ("a.jsonl", lambda: b'{"src": ' * _DEEP),
    "a cell of a megabyte": ("a.csv", lambda: b"source,target\nJa.," + b"x" * (1 << 20) + b"\n"),
    "a cell of a megabyte in quotes": ("a.csv", lambda: b'source,target\nJa.,"' + b"x\n" * (1 << 19) + b'"\n'),
    "many columns by commas": ("a.csv", lambda: b"Ja.,Yes." + b"," * _DEEP + b"\n"),
    "many columns by tabs": ("a.tsv", lambda: b"Ja.\tYes." + b"\t" * _LONG + b"\n"),
    "tags of a page": ("a.html", lambda: b"<p>Ja." + b"<b>x " * (_LONG)),
    "blocks of a page": ("a.html", lambda: b"<div>Ja." * (_LONG)),
    "ends of nothing": ("a.html", lambda: b"<p>" + b"<i>" * (_LONG) + b"Ja." + b"</u>" * (_LONG)),
    "comments before a text": ("a.txt", lambda: b"<!---->" * 26 + b"Ja."),
    "lines of a text": ("a.txt", lambda: b"Ja.\n" * (3 * _DEEP)),
    "quotes in Markdown": ("a.md", lambda: b">" * _DEEP + b"Ja."),
    "lists in Markdown": ("a.md", lambda: b"- " * _DEEP + b"Ja."),
    "brackets in Markdown": ("a.md", lambda: b"[" * (_DEEP // 5) + b"Ja."),
    "marks in Markdown": ("a.md", lambda: b"*a_ " * (_DEEP // 5)),
    "words of a line in Markdown": ("a.md", lambda: b"&amp;Ja. " * (_DEEP // 5)),
    "tags of a cue": ("a.vtt", lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<" * _DEEP + b"Ja."),
    "lines of a cue": ("a.srt", lambda: b"1\n00:00:01,000 --> 00:00:02,000\n" + b"Ja.\n" * _DEEP),
    "cues that go on": ("a.srt", lambda: b"00:00:01,000 --> 00:00:02,000\nja,\n\n" * (_LONG)),
    "pieces of a message": ("a.po", lambda: b'msgid ""\n' + b'"Ja."\n' * (_LONG) + b'msgstr "Yes."\n'),
}


@pytest.mark.parametrize("what", _DEEP_FILES)
def test_what_is_deep_or_long_is_read_or_refused_in_a_moment(what: str) -> None:
    name, data = _DEEP_FILES[what]
    assert trouble(data(), name) == ""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<p>Ja &#" + b"9" * 5000 + b"; nein.</p>"),
        ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nJa &#" + b"9" * 5000 + b";\n"),
        ("a.md", b"Ja &#" + b"9" * 5000 + b"; nein."),
        ("a.jsonl", b'{"src": ' + b"9" * 5000 + b', "tgt": "x"}'),
        ("a.po", b'msgid "a"\nmsgid_plural "b"\nmsgstr[' + b"9" * 5000 + b'] "x"\n'),
        ("a.html", b"<p>Ja.</p><![nein[x]]><p>Ja.</p>"),
        ("a.html", b"<p>Ja.</p><![ [x]]><p>Ja.</p>"),
        ("a.html", b"<p>Ja.</p><!["),
        ("a.html", b'<meta charset="idna"><p>Caf\xe9.</p>'),
        ("a.html", b'<meta charset="undefined"><p>Caf\xe9.</p>'),
        ("a.html", b'<meta charset="unicode_escape"><p>Caf\xe9 \\d.</p>'),
        ("a.html", b'<meta charset="punycode"><p>Caf\xe9.</p>'),
        ("a.html", b'<meta charset="utf-7"><p>Caf\xe9 +2AA-.</p>'),
        ("a.html", b'<meta charset="hex"><p>Caf\xe9.</p>'),
        ("old.xlf", b"<?xml version='1.0' encoding='idna'?><xliff/>"),
        ("old.xlf", b"<?xml version='1.0' encoding='gb18030'?><xliff/>"),
        ("a.jsonl", b'{"src": "Ja.", "tgt": "Yes.", "id": "\\ud800", "note": "\\udc00"}'),
        ("a.jsonl", b'{"src": "Ja.", "tgt": "Yes.", "source_lang": "\\ud800"}'),
        ("a.jsonl", b'{"src": -1e999, "tgt": NaN}'),
        ("a.csv", b"Yes,Ja\nNo,Nein\n"),
        ("a.csv", b'"Ja.,Yes.\nNein.,No.\n'),
        ("a.csv", b"Ja\x00.,Yes.\n"),
    ],
)  # fmt: skip
def test_what_once_broke_a_reader_of_this_kind_does_not(name: str, data: bytes) -> None:
    assert trouble(data, name) == ""
