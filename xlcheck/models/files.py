"""models.cfg as a file: where it is, what it describes."""

from __future__ import annotations

import configparser
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from xlcheck.errors import XlcheckError
from xlcheck.models.paths import PACKAGED, expanded, is_folder, user_folder
from xlcheck.models.spec import Spec


@dataclass(frozen=True)
class ModelsFile:
    """A models.cfg that was read."""

    path: Path

    @classmethod
    def found(cls, file: Path | None = None) -> ModelsFile:
        """That file, else the user's own, else the one in the package; in a checkout that one is at the root."""
        candidates = [user_folder() / "models.cfg", PACKAGED / "models.cfg", PACKAGED.parent.parent / "models.cfg"]
        return cls(file or next((path for path in candidates if path.is_file()), candidates[1]))

    @classmethod
    def packaged(cls) -> ModelsFile:
        """The one that came with xlcheck, whatever the user's own says."""
        candidates = [PACKAGED / "models.cfg", PACKAGED.parent.parent / "models.cfg"]
        return cls(next((path for path in candidates if path.is_file()), candidates[0]))

    @cached_property
    def _sections(self) -> configparser.ConfigParser:
        config = configparser.ConfigParser(interpolation=None, inline_comment_prefixes=("#",))
        try:
            config.read_string(self.path.read_text(encoding="utf-8"))
        except OSError as error:
            raise XlcheckError(f"{self.path}: can't be read ({error.strerror}); name one with --models") from None
        except (configparser.Error, UnicodeDecodeError) as error:
            raise XlcheckError(f"{self.path}: {str(error).splitlines()[0]}") from None
        return config

    @property
    def profiles(self) -> list[str]:
        """Names of the profiles."""
        return [s.removeprefix("profile ") for s in self._sections.sections() if s.startswith("profile ")]

    @property
    def models(self) -> list[str]:
        """Names of the models."""
        return [s.removeprefix("model ") for s in self._sections.sections() if s.startswith("model ")]

    def roles(self, profile: str) -> dict[str, str]:
        """Which models play which role in a profile; raises XlcheckError for a profile that there isn't."""
        if profile not in self.profiles:
            raise XlcheckError(f"{self.path}: there is no profile {profile}; it has {', '.join(self.profiles)}")
        return dict(self._sections[f"profile {profile}"])

    def cast(self, profile: str) -> list[tuple[str, str]]:
        """The roles of a profile with each of their models: a translator may be several."""
        return [(role, name) for role, models in self.roles(profile).items() for name in names_of(role, models)]

    def spec(self, name: str, place: str = "") -> Spec:
        """The model of that name: a section of the file, or a folder or a repository in place of a name."""
        if name in self.models:
            return Spec(name, self.path, dict(self._sections[f"model {name}"]))
        # A folder is named from where the user stands, or beside the file.
        for folder in (expanded(name), self.path.parent / name):
            if name.strip() and is_folder(folder):
                return Spec(name, self.path, {"backend": "transformers", "path": str(folder.resolve())})
        if name.count("/") == 1 and name[0] not in "./~":
            same = next(
                (model for model in self.models if self._sections[f"model {model}"].get("repository") == name), None
            )
            if same:
                return self.spec(same)
            return Spec(name, self.path, {"backend": "transformers", "repository": name})
        if place.startswith("--"):
            raise XlcheckError(
                f"{place}={name}: is no model of {self.path}, no folder and no repository; xlcheck models list shows the models"
            )
        where = f"{place} names" if place else "there is"
        raise XlcheckError(
            f"{self.path}: {where} no model that the file describes, no folder and no repository: {name or 'nothing'}"
        )


def names_of(role: str, models: str) -> list[str]:
    """The models that a role names: a translator may be several, each for its directions."""
    return (role == "translator" and models.split()) or [models]
