"""What each paragraph is: headline, standfirst, heading, body, or furniture that states nothing.

Renderings carry lines that are no part of the article: where the original stands, whose views it gives, who took
the picture. They are told by how they begin, only where they are short or stand at either end of the article.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from xlcheck.article import Paragraph, Role

#: Longer paragraphs are prose, whatever they begin with.
_SHORT = 220

_PATTERNS: tuple[tuple[Role, str], ...] = (
    (
        Role.DISCLAIMER,
        r"(特[别別])?[声聲]明[:：]|免[责責][声聲]明|版[权權](所有|声明|聲明)|本文(仅|僅|系|係|只)?(代表|为|為)?作者(个人|個人)?(观点|觀點|原创|原創)|"
        r"(special )?(statement|disclaimer|copyright)\s*[:：]|©|all rights reserved|"
        r"(the |this )?(article|views?|opinions?)\b.{0,60}\b(only )?(represents?|reflects?|those of|are those)\b.{0,40}\b(author|writer)|"
        r"免責事項|※?本記事は|무단\s?전재|저작권자|haftungsausschluss|alle rechte vorbehalten|tous droits réservés|todos los derechos|"
        r"todos os direitos|tutti i diritti|все права защищены|мнение (автора|редакции)|усі права захищені|думка автора|جميع الحقوق|إخلاء مسؤولية",
    ),
    (
        Role.PROVENANCE,
        r"(原标题|原標題|原文(链接|連結|地址)?|原题|来源|來源|文章来源|消息来源|信息来源|转自|轉自|转载自|本文来自|出处|出典|引用元|元記事|출처|원문)\s*[:：]|"
        r"(original( title| article| text| link)?|source|via|translated from|read the original|link)\s*[:：]|"
        r"(quelle|originaltitel|source originale|titre original|fuente|título original|fonte|titolo originale|источник|оригинал|"
        r"заголовок оригинала|джерело|оригінал|المصدر|العنوان الأصلي|النص الأصلي)\s*[:：]|(https?://|www\.)\S+$|"
        r"(updated|published|posted|last modified|发布(时间|于)|發布時間|更新(时间|時間|日時)?|公開日時|veröffentlicht|publié|publicado|опубликовано)\s*[:：]",
    ),
    (
        Role.CREDIT,
        r"[（(【\[]?\s*(责任编辑|責任編輯|责编|責編|编辑|編輯|校对|校對|审核|審核|监制|監製|记者|記者|作者|文|撰文|翻译|翻譯|译者|譯者|编译|編譯|通讯员|實習生|实习生)\s*[:：／/|丨]|"
        r"(文|撰文)\s*[/／|｜丨]\s*\S|(by|authors?|editors?|translators?|reporters?|text)\s*[:：]\s*\S|(edited|translated|reporting|writing|additional reporting) by\s+\S|"
        r"(?-i:By [A-Z][\w.'-]+( [A-Z][\w.'-]+){1,3}((,| and| &) [A-Z][\w.'-]+( [A-Z][\w.'-]+){1,3})*$)|"
        r"[（(]?(reporting|editing|writing) by\b|(von|autor(in)?|redaktion|par|auteur|por|autora?|redacción|di|autore|автор|редактор|перевод|текст|редакторка|переклад|"
        r"بقلم|تحرير|الكاتب|ترجمة)\s*[:：]|[（(](完|了|终|終|end)[）)]$|\(?(ends?|###|-30-)\)?$|[（(][^（）()]{0,30}(责任编辑|責任編輯|编辑|編輯)[^（）()]{0,30}[）)]$",
    ),
    (
        Role.CAPTION,
        r"[（(【\[▲△▼↑]?\s*((资料|資料)?[图圖](片|为|為|源|/|说|說|：|:)|配图|题图|題圖|摄影|攝影|写真\s*[:：=＝]|사진\s*[=:：])|[▲△]|"
        r"[（(\[]?(photo|image|picture|file photo|caption|graphic|illustration)s?\b\s*([:：/]|by\b|courtesy)|[（(\[]?(foto|bild|photo|imagen|fotografía|imagem|immagine|фото|світлина|"
        r"иллюстрация|صورة|الصورة)\s*[:：/]",
    ),
    (
        Role.STANDFIRST,
        r"(导语|導語|摘要|核心提示|导读|導讀|内容提要|要旨|summary|key points?|in brief|abstract|chapeau|kurzfassung|резюме|анонс)\s*[:：]",
    ),
)
_FURNITURE = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _PATTERNS)
_ENDS_SENTENCE = re.compile(r"[.!?。！？…؟।]['\"”’»」』）)\]]*$")
_DATELINE = re.compile(
    r"^[（(]?[A-Z][A-Z .'-]{2,40}(, [A-Z][a-z]+\.?)?(, [A-Z][a-z]{2,8}\.? \d{1,2})?\s*(\([A-Za-z /]+\))?\s*[-–—:]|"
    r"^\S{0,12}(社|网|網|报|報|讯|訊)\S{0,14}(电|電|讯|訊|消息|报道|報道|報導)[，,：: 　]|^[（(【]\S{2,12}(社|网|網|報|报|讯|訊)[）)】]"
)
#: "Guanlan International, February 24, 2026", "观澜国际 2026-02-24 08:15": who published, and when.
_STAMP = re.compile(
    r"[^.!?。！？]{0,50}(?<!\d)((19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?|\d{1,2}\.? [^\W\d]{3,10} (19|20)\d\d|[^\W\d]{3,9}\.? \d{1,2}, (19|20)\d\d)"
    r"[^.!?。！？]{0,20}"
)
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")


def with_roles(text: str, paragraphs: list[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs with what each of them is; a role that the format gave is kept."""
    named = [p if p.role != Role.BODY else replace(p, role=_furniture(text, p) or Role.BODY) for p in paragraphs]
    prose = [i for i, p in enumerate(named) if p.role == Role.BODY]
    if not any(p.role == Role.HEADLINE for p in named) and len(prose) > 1 and _is_title(text, named[prose[0]]):
        named[prose[0]] = replace(named[prose[0]], role=Role.HEADLINE)
    _name_standfirsts(text, named)
    for i in prose[1:]:
        if named[i].role == Role.BODY and i < len(named) - 1 and _is_heading(_text(text, named[i])):
            named[i] = replace(named[i], role=Role.HEADING)
    return tuple(named)


def find_date(text: str, paragraphs: tuple[Paragraph, ...]) -> str | None:
    """The article's date, ISO 8601, where a line of its furniture gives one."""
    for paragraph in paragraphs:
        furniture = not paragraph.role.is_statement or paragraph.end - paragraph.start <= 30
        match = _DATE.search(text, paragraph.start, paragraph.end) if furniture else None
        stamp = f"{int(match[1]):04}-{int(match[2]):02}-{int(match[3]):02}" if match else ""
        if is_day(stamp):
            return stamp
    return None


def is_day(stamp: str) -> bool:
    """Whether 2026-03-14 is a day of the calendar."""
    try:
        date.fromisoformat(stamp)
    except ValueError:
        return False
    return True


def _text(text: str, paragraph: Paragraph) -> str:
    return text[paragraph.start : paragraph.end]


def _furniture(text: str, paragraph: Paragraph) -> Role | None:
    words = _text(text, paragraph)
    if len(words) > _SHORT:
        return None
    if _STAMP.fullmatch(words):
        return Role.PROVENANCE
    return next((role for role, pattern in _FURNITURE if pattern.match(words)), None)


def _is_title(text: str, paragraph: Paragraph) -> bool:
    words = _text(text, paragraph)
    return len(words) <= 200 and not words.endswith((".", "。", "।")) and not _DATELINE.match(words)


def _name_standfirsts(text: str, paragraphs: list[Paragraph]) -> None:
    """A repeated headline is a headline; what stands between it and the article proper is a standfirst."""
    headline = next((i for i, p in enumerate(paragraphs) if p.role == Role.HEADLINE), None)
    if headline is None:
        return
    title = _folded(_text(text, paragraphs[headline]))
    amid_top = True
    for i in range(headline + 1, len(paragraphs)):
        words = _text(text, paragraphs[i])
        if paragraphs[i].role != Role.BODY:
            continue
        if _folded(words) == title:
            paragraphs[i] = replace(paragraphs[i], role=Role.HEADLINE)
        elif amid_top and _is_standfirst(text, paragraphs, i):
            paragraphs[i] = replace(paragraphs[i], role=Role.STANDFIRST)
        else:
            amid_top = False


def _is_standfirst(text: str, paragraphs: list[Paragraph], i: int) -> bool:
    """Open-ended, or short with a dateline or a line of furniture after it: the article proper only begins there."""
    words = _text(text, paragraphs[i])
    furniture_next = i + 1 < len(paragraphs) and paragraphs[i + 1].role in (Role.PROVENANCE, Role.CREDIT)
    if furniture_next and len(words) <= _SHORT and any(p.role == Role.BODY for p in paragraphs[i + 1 :]):
        return True
    rest = [_text(text, p) for p in paragraphs[i + 1 :] if p.role == Role.BODY]
    if not rest or _DATELINE.match(words):
        return False
    return not _ENDS_SENTENCE.search(words) or (len(words) <= 2 * _SHORT and bool(_DATELINE.match(rest[0])))


def _is_heading(words: str) -> bool:
    wide = sum("\u2e80" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in words)
    return (
        len(words) + 2 * wide <= 90 and not _ENDS_SENTENCE.search(words) and not words.endswith((":", "：", ",", "，"))
    )


def _folded(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()
