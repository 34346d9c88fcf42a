"""What a [model NAME] of models.cfg says, with errors that name the place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from xlcheck.errors import XlcheckError

#: What every model may say of itself.
_ALWAYS = ("backend", "path", "repository", "revision", "licence", "languages")
#: What a larger model may say besides; it may play several roles, and each reads what is its own.
LARGER = (
    "pooling", "prefix", "normalise", "words", "file", "labels", "from", "to", "layer", "answer", "conversion",
)  # fmt: skip


@dataclass(frozen=True)
class Spec:
    """A model's name, the file that describes it, and what that says."""

    name: str
    file: Path
    options: Mapping[str, str]

    @property
    def backend(self) -> str:
        """What runs it."""
        return self.options.get("backend", "")

    @property
    def repository(self) -> str:
        """``owner/name`` on the hub; empty for a folder."""
        return self.options.get("repository", "")

    @property
    def licence(self) -> str:
        """Its licence, by its card."""
        return self.options.get("licence", "not stated")

    @property
    def languages(self) -> frozenset[str]:
        """Primary language subtags that it knows; empty where that isn't said."""
        return frozenset(self.options.get("languages", "").split())

    def one_of(self, key: str, choices: Collection[str], default: str) -> str:
        """An option that is one of a few words."""
        value = self.options.get(key, default)
        if value not in choices:
            raise self.error(f"{key} must be one of {', '.join(choices)}, not {value!r}")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """An option that is yes or no."""
        return self.one_of(key, ("yes", "no"), "yes" if default else "no") == "yes"

    def number(self, key: str, default: int) -> int:
        """An option that is a whole number."""
        value = self.options.get(key, str(default))
        try:
            return int(value)
        except ValueError:
            raise self.error(f"{key} must be a whole number, not {value!r}") from None

    def knows_only(self, *keys: str) -> None:
        """Raise for an option that nobody reads."""
        known = (*_ALWAYS, *keys)
        for key in self.options:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                raise self.error(f"has an unknown {key}; {f'did you mean {near[0]}?' if near else _listed(known)}")

    def error(self, message: str) -> XlcheckError:
        """An error at this place of the file."""
        return XlcheckError(f"{self.file}: [model {self.name}] {message}")


def _listed(known: Collection[str]) -> str:
    return f"known: {', '.join(known)}"
