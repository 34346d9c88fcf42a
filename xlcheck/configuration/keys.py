"""What a configuration may say, and what each key must hold."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from xlcheck.checks.base import Severity
from xlcheck.checks.registry import CHECKS
from xlcheck.errors import XlcheckError
from xlcheck.reading.languages import is_language

SEVERITIES = tuple(str(severity) for severity in Severity)


class Key(NamedTuple):
    """How a key is read (the place for errors, the folder of the file, the value), and the option that it stands for."""

    read: Callable[[str, Path, Any], Any]
    option: str
    help: str
    #: Whether files of their own may have another value.
    overrides: bool = False


def text(place: str, folder: Path, value: Any) -> str:
    """A string that says something."""
    if not isinstance(value, str) or not value.strip():
        raise XlcheckError(f"{place} must be a string, not {value!r}")
    return value


def language(place: str, folder: Path, value: Any) -> str:
    """A language tag."""
    tag = text(place, folder, value)
    if not is_language(tag):
        raise XlcheckError(f"{place} must be a language tag, such as zh, en-GB or zh-Hant, not {value!r}")
    return tag


def flag(place: str, folder: Path, value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise XlcheckError(f"{place} must be true or false, not {value!r}")
    return value


def file(place: str, folder: Path, value: Any) -> Path:
    """A file, from the folder of the configuration."""
    return folder / text(place, folder, value)


def files(place: str, folder: Path, value: Any) -> tuple[Path, ...]:
    """A file or several."""
    return tuple(file(place, folder, one) for one in (value if isinstance(value, list) else [value]))


def words(place: str, folder: Path, value: Any) -> tuple[str, ...]:
    """A list of strings."""
    if not isinstance(value, list):
        raise XlcheckError(f'{place} must be a list, such as ["…"], not {value!r}')
    return tuple(text(place, folder, one) for one in value)


def checks(place: str, folder: Path, value: Any) -> tuple[str, ...]:
    """Names of checks."""
    named = words(place, folder, value)
    for name in named:
        known(place, name, CHECKS, "check")
    return named


def severities(place: str, folder: Path, value: Any) -> dict[str, str]:
    """A severity a check."""
    if not isinstance(value, dict):
        raise XlcheckError(f'{place} must be a table, such as {place}.name-changed = "minor"')
    for name, severity in value.items():
        known(place, name, CHECKS, "check")
        if severity not in SEVERITIES:
            raise XlcheckError(f"{place}.{name} must be one of {', '.join(SEVERITIES)}, not {severity!r}")
    return dict(value)


def roles(place: str, folder: Path, value: Any) -> tuple[str, ...]:
    """A model a role, as ``--model`` takes them."""
    if not isinstance(value, dict):
        raise XlcheckError(f'{place} must be a table, such as {place}.encoder = "labse"')
    return tuple(f"{role}={text(f'{place}.{role}', folder, name)}" for role, name in value.items())


def one_of(*choices: str) -> Callable[[str, Path, Any], str]:
    """One of some words."""

    def read(place: str, folder: Path, value: Any) -> str:
        if value not in choices:
            raise XlcheckError(f"{place} must be one of {', '.join(choices)}, not {value!r}")
        return str(value)

    return read


def known(place: str, name: str, there: Any, what: str) -> None:
    """Raises XlcheckError for a name that there isn't, with the nearest that there is."""
    if name not in there:
        near = get_close_matches(name, there, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(there)}"
        raise XlcheckError(f"{place}: there is no {what} named {name}; {hint}")


KEYS: dict[str, Key] = {
    "original-language": Key(language, "original_language", "language of the originals (BCP 47)", overrides=True),
    "translation-language": Key(
        language, "translation_language", "language of the translations (BCP 47)", overrides=True
    ),
    "encoding": Key(text, "encoding", "encoding of the files", overrides=True),
    "lines": Key(flag, "lines", "whether every line is a sentence", overrides=True),
    "profile": Key(text, "profile", "which models of models.cfg are used"),
    "models": Key(file, "models", "another models.cfg"),
    "model": Key(roles, "roles", "another model in a role"),
    "device": Key(one_of("auto", "cpu", "cuda", "mps"), "device", "where torch runs models"),
    "select": Key(checks, "select", "the only checks that run", overrides=True),
    "ignore": Key(checks, "ignore", "checks that don't run", overrides=True),
    "severity": Key(severities, "severity", "severity of a check's clear findings", overrides=True),
    "thresholds": Key(file, "thresholds", "thresholds as xlcheck tune writes them", overrides=True),
    "glossary": Key(files, "glossary", "terms (TBX, CSV or TSV)", overrides=True),
    "fail-on": Key(one_of(*SEVERITIES, "never"), "fail_on", "lowest severity that makes the exit code 1"),
    "baseline": Key(file, "baseline", "findings that were accepted"),
}
