"""The backend transformers: a checkpoint's configuration, tokenizer and weights, from its folder and nowhere else."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlcheck.errors import XlcheckError
from xlcheck.models.located import PICKLED, MissingModelError, digest, located
from xlcheck.models.runtime import Runtime
from xlcheck.models.spec import Spec

if TYPE_CHECKING:
    import torch

# Read when transformers is imported: it says on standard error that there is no torch, where nobody needs it.
os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

#: Subwords of a text where neither the tokenizer nor the configuration says how many a model reads.
_LONGEST = 512


@dataclass(frozen=True)
class Checkpoint:
    """A folder as ``save_pretrained`` writes it, looked through before anything is loaded."""

    spec: Spec
    folder: Path
    config: Any

    @classmethod
    def of(cls, spec: Spec) -> Checkpoint:
        """The checkpoint that a spec names; raises XlcheckError for a folder that holds none."""
        folder = located(spec)
        return cls(spec, folder, _config(folder))

    @property
    def longest(self) -> int:
        """Subwords that the model reads at the most, its marks included."""
        told = getattr(self.config, "max_position_embeddings", None) or _LONGEST
        # RoBERTa's places begin behind the one of the padding.
        offset = (self.config.pad_token_id or 0) + 1 if self.config.model_type in _PLACES_FROM_PADDING else 0
        return int(told) - offset

    def digest(self, runtime: Runtime, *options: object) -> str:
        """Which weights these are, and what else the answers hang on."""
        return digest(self.folder, "|".join(map(str, options))) + runtime.mark

    def tokenizer(self) -> Any:
        """Its tokenizer; raises XlcheckError where transformers can read none."""
        import warnings

        from transformers import AutoTokenizer

        # Without a file of a tokenizer transformers makes an empty one, which knows no word.
        if not any((self.folder / name).is_file() for name in _TOKENIZERS):
            raise XlcheckError(f"{self.folder}: has no tokenizer ({', '.join(_TOKENIZERS[:3])} …)")
        try:
            with warnings.catch_warnings():
                # Marian's recommends a package that only evens out punctuation.
                warnings.simplefilter("ignore")
                return AutoTokenizer.from_pretrained(self.folder, local_files_only=True, trust_remote_code=False)
        except ImportError as error:
            raise MissingModelError(_line(error)) from None
        except Exception as error:  # tokenizers and transformers raise whatever their readers come upon
            raise XlcheckError(f"{self.folder}: its tokenizer can't be read ({_line(error)})") from None

    def model(self, auto: str, runtime: Runtime, *, optional: Iterable[str] = ()) -> torch.nn.Module:
        """Its weights in an Auto class of transformers, in evaluation mode on the runtime's device.

        Raises XlcheckError for pickled or broken weights, for another architecture, and where weights lack that no name
        of ``optional`` is part of: transformers would fill them with chance.
        """
        # Without torch transformers has stand-ins, which fail in ways of their own: a missing package is told first.
        import torch  # noqa: F401
        import transformers

        self._safe()
        kind = getattr(transformers, auto)
        if type(self.config) not in kind._model_mapping:
            raise XlcheckError(f"{self.folder}: is a {self.config.model_type}, which can't be {_WANTED[auto]}")
        transformers.logging.set_verbosity_error()
        transformers.utils.logging.disable_progress_bar()
        try:
            model, told = kind.from_pretrained(
                self.folder, config=self.config, local_files_only=True, trust_remote_code=False, use_safetensors=True,
                dtype=runtime.dtype(), output_loading_info=True,
            )  # fmt: skip
        except ImportError as error:
            raise MissingModelError(_line(error)) from None
        except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
            raise XlcheckError(f"{self.folder}: its weights can't be read ({_line(error)})") from None
        except Exception as error:  # safetensors has an exception of its own that derives from nothing else
            raise XlcheckError(f"{self.folder}: its weights are broken ({_line(error)}); fetch them again") from None
        lacking = sorted(name for name in told["missing_keys"] if not any(part in name for part in optional))
        if lacking:
            raise XlcheckError(f"{self.folder}: lacks the weights {lacking[0]}, so it isn't {_WANTED[auto]}")
        placed: torch.nn.Module = model.eval().to(runtime.placed())
        return placed

    def _safe(self) -> None:
        """Only safetensors are opened: a pickle can run anything."""
        if any(self.folder.glob("*.safetensors")):
            return
        pickles = sorted(file.name for file in self.folder.iterdir() if file.suffix in PICKLED)
        if pickles:
            raise XlcheckError(
                f"{self.folder}: has only pickled weights ({pickles[0]}), which can run code and are never opened; "
                f"{conversion(self.spec)}"
            )
        if self.spec.repository:
            raise MissingModelError(f"{self.spec.name} ({self.spec.repository}) is only in part on this machine")
        raise XlcheckError(f"{self.folder}: has no weights (*.safetensors)")


def conversion(spec: Spec) -> str:
    """Where the same weights are without pickles, as far as models.cfg knows."""
    branch = spec.options.get("conversion")
    if branch:
        return f"its conversion is the revision {branch}: xlcheck models fetch {spec.name} --revision {branch}"
    return "look for a revision with safetensors among the repository's pull requests, and name it with --revision"


#: What an Auto class is for, in words.
_WANTED = {
    "AutoModel": "an encoder",
    "AutoModelForSequenceClassification": "a classifier of entailment",
    "AutoModelForSeq2SeqLM": "a translation model (seq2seq)",
    "AutoModelForCausalLM": "a language model that answers (causal)",
}
_PLACES_FROM_PADDING = ("roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "xmod")
_TOKENIZERS = (
    "tokenizer.json", "tokenizer_config.json", "vocab.txt", "vocab.json", "sentencepiece.bpe.model", "spiece.model", "spm.model",
    "source.spm", "tokenizer.model",
)  # fmt: skip


def _config(folder: Path) -> Any:
    from transformers import AutoConfig

    file = folder / "config.json"
    if not file.is_file():
        raise XlcheckError(f"{folder}: holds no model: there is no config.json")
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise XlcheckError(f"{file}: is no JSON ({_line(error)})") from None
    if not isinstance(told, dict) or "model_type" not in told:
        raise XlcheckError(f"{file}: names no model_type, so it is no configuration of a model")
    try:
        return AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:  # validation of a configuration raises errors of several libraries
        if "auto_map" in told:
            raise XlcheckError(
                f"{folder}: brings code of its own ({told['model_type']}), which xlcheck never runs; choose another model"
            ) from None
        raise XlcheckError(f"{file}: transformers can't read it ({_line(error)})") from None


def _line(error: BaseException) -> str:
    """The first line of an error that says something."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
