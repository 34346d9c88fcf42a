"""Forms of months and weekdays that CLDR doesn't give: cases, other calendars' names, short forms of speech."""

from __future__ import annotations

from collections.abc import Mapping


def _forms(rows: str, endings: Mapping[str, str] | None = None) -> dict[str, int]:
    """Names with their number: ``rows`` are separated by semicolons, the first row is 0; ``stem+class`` is spelt out."""
    found: dict[str, int] = {}
    for number, row in enumerate(rows.split(";")):
        for word in row.split(","):
            stem, _, kind = word.strip().partition("+")
            for ending in (endings or {}).get(kind, "").split("/"):
                found.setdefault(stem + ending.strip(), number)
    found.pop("", None)
    return found


def _from_one(forms: dict[str, int]) -> dict[str, int]:
    return {name: number + 1 for name, number in forms.items()}


_RU = {
    "ь": "ь/я/ю/е/ем",
    "т": "/а/у/е/ом",
    "й": "й/я/ю/е/ем",
    "к": "/а/у/ом/е/и/ам",
    "а": "а/ы/е/у/ой/ам",
    "я": "а/ы/е/у/ей/ам",
    "и": "ье/ья/ью/ьем/ьям",
}
_UK = {
    "н": "ень/ня/ню/ні/нем",
    "д": "/а/у/і/ом",
    "к": "ок/ка/ку/ком/ки",
    "в": "/га/гу/гом/ги",
    "а": "а/и/і/у/ою/ам",
    "я": "я/і/ю/ею/ям",
}
_PL = {"ń": "eń/nia/niu/niem", "k": "ek/ku/kiem/ki", "a": "a/y/ę/ą", "la": "la/li/lę/lą"}
_CS = {"k": "ek/ku/ka/kem/ky", "a": "a/u/y/ou", "e": "e/i/í"}

MONTHS: dict[str, dict[str, int]] = {
    "ru": _from_one(_forms("январ+ь;феврал+ь;март+т;апрел+ь;ма+й;июн+ь;июл+ь;август+т;сентябр+ь;октябр+ь;ноябр+ь;декабр+ь", _RU)),
    "uk": _from_one(_forms("січ+н;лютий,лютого,лютому,лютим;берез+н;квіт+н;трав+н;черв+н;лип+н;серп+н;верес+н;жовт+н;листопад+д;груд+н", _UK)),
    "pl": _from_one(_forms("stycz+ń;luty,lutego,lutym,lutemu;marzec,marca,marcu,marcem;kwiecień,kwietnia,kwietniu,kwietniem;maj,maja,maju,majem;czerwiec,czerwca,czerwcu,czerwcem;lipiec,lipca,lipcu,lipcem;sierpień,sierpnia,sierpniu,sierpniem;wrzesień,września,wrześniu,wrześniem;październik,października,październiku,październikiem;listopad,listopada,listopadzie,listopadem;grudzień,grudnia,grudniu,grudniem", _PL)),
    "cs": _from_one(_forms("leden,ledna,lednu,lednem;únor,února,únoru,únorem;březen,března,březnu,březnem;duben,dubna,dubnu,dubnem;květen,května,květnu,květnem;červen,června,červnu,červnem;červenec,července,červenci,červencem;srpen,srpna,srpnu,srpnem;září;říjen,října,říjnu,říjnem;listopad,listopadu,listopadem;prosinec,prosince,prosinci,prosincem")),
    # The Levantine names, beside the Egyptian ones of CLDR.
    "ar": _from_one(_forms("كانون الثاني;شباط;آذار;نيسان;أيار;حزيران;تموز;آب;أيلول;تشرين الأول;تشرين الثاني;كانون الأول")),
    "de": {"jänner": 1, "feber": 2},
    "es": {"setiembre": 9},
}  # fmt: skip

WEEKDAYS: dict[str, dict[str, int]] = {
    "ru": _forms("понедельник+к;вторник+к;среда,среды,среду,средам;четверг+к;пятниц+я;суббот+а;воскресень+ь,воскресенье,воскресенья,воскресенью,воскресеньем", _RU),
    "uk": _forms("понеділ+к;вівтор+к;серед+а;четвер,четверга,четвергу,четвергом;п'ятниц+я;субот+а;неділ+я", _UK),
    "pl": _forms("poniedział+k;wtor+k;środ+a,środzie;czwart+k;piąt+k;sobot+a,sobocie;niedzie+la", _PL),
    "cs": _forms("pondělí,pondělního,pondělním,pondělní,pondělku,pondělek;úterý,úterní,úterního,úterním,úterek,úterka;středa,středy,středou,středeční,ve středu,na středu,tuto středu,minulou středu,příští středu;čtvrt+k,čtvrteční;pát+k,páteční,pátečního;sobot+a,sobotní;neděl+e,nedělní", _CS),
    "pt": _forms("segundas-feiras,nesta segunda;terças-feiras,nesta terça;quartas-feiras,nesta quarta;quintas-feiras,nesta quinta;sextas-feiras,nesta sexta"),
    "ar": _forms("الإثنين,الأثنين;;الاربعاء"),
    "hi": _forms("सोमवार;मंगलवार;बुधवार;गुरुवार,बृहस्पतिवार,वीरवार;शुक्रवार;शनिवार;रविवार,इतवार"),
}  # fmt: skip
