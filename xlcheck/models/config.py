"""models.cfg: which model plays which role in a profile, and where it is."""

from __future__ import annotations

import configparser
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xlcheck.article import Notice
from xlcheck.errors import XlcheckError
from xlcheck.models.roles import Encoder, Verifier
from xlcheck.models.static import StaticEncoder

_WORDS_ALONE = Notice(
    "encoder-reduced",
    "ONNX Runtime is not installed here, so sentences were aligned by their words alone (the profile static).",
)

PACKAGED = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class Profile:
    """A named choice of models; a role that it doesn't fill is None."""

    name: str
    encoder: Encoder
    verifier: Verifier | None = None
    #: What its user should know, such as a model that this machine can't run.
    notices: tuple[Notice, ...] = ()

    @property
    def signature(self) -> str:
        """How the models enter a report's signature."""
        verifier = f"|verifier:{self.verifier.digest}" if self.verifier else ""
        return f"profile:{self.name}|encoder:{self.encoder.digest}{verifier}"


@cache
def load_profile(name: str, file: Path | None = None) -> Profile:
    """The profile of that name, with its models loaded; raises XlcheckError with what to mend."""
    path = file or _found()
    config = _parsed(path)
    section = f"profile {name}"
    if section not in config:
        known = ", ".join(s.removeprefix("profile ") for s in config.sections() if s.startswith("profile "))
        raise XlcheckError(f"{path}: there is no profile {name}; it has {known}")
    encoder = config[section].get("encoder", "")
    if f"model {encoder}" not in config:
        raise XlcheckError(f"{path}: [{section}] names no encoder that the file describes")
    loaded = _encoder(config, encoder, path)
    lesser = config[f"model {encoder}"].get("backend") == "distilled" and isinstance(loaded, StaticEncoder)
    verifier = None if lesser else _verifier(config, config[section].get("verifier", ""), path)
    return Profile(name, loaded, verifier, (_WORDS_ALONE,) if lesser else ())


def _found() -> Path:
    """The user's own models.cfg, else the one in the package; in a checkout that one is at the root."""
    own = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "xlcheck" / "models.cfg"
    candidates = [own, PACKAGED / "models.cfg", PACKAGED.parent.parent / "models.cfg"]
    return next((path for path in candidates if path.is_file()), candidates[1])


def _parsed(path: Path) -> configparser.ConfigParser:
    config = configparser.ConfigParser(interpolation=None)
    try:
        config.read_string(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise XlcheckError(f"{path}: can't be read ({error.strerror}); name one with --models") from None
    except (configparser.Error, UnicodeDecodeError) as error:
        raise XlcheckError(f"{path}: {str(error).splitlines()[0]}") from None
    return config


def _encoder(config: configparser.ConfigParser, name: str, path: Path) -> Encoder:
    """The encoder that [model NAME] describes."""
    section = config[f"model {name}"]
    match section.get("backend", ""):
        case "static":
            return _static(section, path)
        case "distilled":
            from xlcheck.models.distilled import DistilledEncoder

            static = _words(config, section, path)
            try:
                return DistilledEncoder.load(_folder(section, path), static)
            except ImportError:
                return static
        case backend:
            raise XlcheckError(f"{path}: [{section.name}] has an unknown backend {backend!r}; known: distilled, static")


def _verifier(config: configparser.ConfigParser, name: str, path: Path) -> Verifier | None:
    """The verifier that [model NAME] describes; None where the profile has none, or this machine can't run it."""
    if not name:
        return None
    if config.get(f"model {name}", "backend", fallback="") != "joint":
        raise XlcheckError(f"{path}: [model {name}] must describe a verifier, of the backend joint")
    from xlcheck.models.verifier import EmbeddedVerifier

    section = config[f"model {name}"]
    static = _words(config, section, path)
    try:
        return EmbeddedVerifier.load(_folder(section, path), static.tokenizer, static.languages)
    except ImportError:
        return None


def _words(config: configparser.ConfigParser, section: configparser.SectionProxy, path: Path) -> StaticEncoder:
    """The static embeddings that a model's `words` names: its subwords."""
    words = f"model {section.get('words', '')}"
    if config.get(words, "backend", fallback="") != "static":
        raise XlcheckError(f"{path}: [{section.name}] words must name a model of the static backend")
    return _static(config[words], path)


def _static(section: configparser.SectionProxy, path: Path) -> StaticEncoder:
    return _loaded(_folder(section, path), section.get("languages", ""))


@cache
def _loaded(folder: Path, languages: str) -> StaticEncoder:
    """Encoder and verifier read with the same subwords: their tokenizer is a tenth of a second of start-up."""
    return StaticEncoder.load(folder, languages=languages.split())


def _folder(section: configparser.SectionProxy, path: Path) -> Path:
    """A relative path is one beside models.cfg, or in the package's own data."""
    if "path" not in section:
        raise XlcheckError(f"{path}: [{section.name}] has no path")
    return next((f for f in (path.parent, PACKAGED) if (f / section["path"]).exists()), PACKAGED) / section["path"]
