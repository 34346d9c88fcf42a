"""The backend transformers: a checkpoint's configuration, tokenizer and weights, from its folder and nowhere else."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlcheck.errors import XlcheckError
from xlcheck.models.located import MissingModelError, digest, located
from xlcheck.models.runtime import Runtime
from xlcheck.models.safety import SHORTEST, VOCABULARIES, first_line, read_json, safe_weights
from xlcheck.models.spec import Spec

if TYPE_CHECKING:
    import torch

# Read when transformers is imported: it says on standard error that there is no torch, where nobody needs it.
os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

#: Subwords of a text where neither the tokenizer nor the configuration says how many a model reads.
_LONGEST = 512
_PLACES_FROM_PADDING = ("roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "xmod")
#: What an Auto class is for, in words.
_WANTED = {
    "AutoModel": "an encoder",
    "AutoModelForSequenceClassification": "a classifier of entailment",
    "AutoModelForSeq2SeqLM": "a translation model (seq2seq)",
    "AutoModelForCausalLM": "a language model that answers (causal)",
}


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
        """Subwords that the model reads at the most, its marks included; raises XlcheckError where they are too few."""
        config = self.config.get_text_config()
        told = getattr(config, "max_position_embeddings", None) or _LONGEST
        # RoBERTa's places begin behind the one of the padding.
        offset = (config.pad_token_id or 0) + 1 if config.model_type in _PLACES_FROM_PADDING else 0
        if not isinstance(told, int) or told - offset < SHORTEST:
            raise XlcheckError(f"{self.folder}: reads at most {told} subwords, which is no sentence")
        return told - offset

    def digest(self, runtime: Runtime, *options: object) -> str:
        """Which weights these are, and what else the answers hang on."""
        whole = digest(self.folder, "|".join(map(str, (self.spec.backend, self.spec.options.get("file"), *options))))
        return whole if self.spec.backend == "onnx" else whole + runtime.mark

    def tokenizer(self) -> Any:
        """Its tokenizer; raises XlcheckError where transformers can read none."""
        from transformers import AutoTokenizer

        if not any((self.folder / name).is_file() for name in VOCABULARIES):
            raise XlcheckError(f"{self.folder}: has no tokenizer ({', '.join(VOCABULARIES[:3])} …)")
        try:
            with warnings.catch_warnings():
                # Marian's recommends a package that only evens out punctuation.
                warnings.simplefilter("ignore")
                found = AutoTokenizer.from_pretrained(self.folder, local_files_only=True, trust_remote_code=False)
        except ImportError as error:
            raise MissingModelError(first_line(error)) from None
        except Exception as error:  # tokenizers and transformers raise whatever their readers come upon
            raise XlcheckError(f"{self.folder}: its tokenizer can't be read ({first_line(error)})") from None
        if found.pad_token_id is None:
            if found.eos_token_id is None:
                raise XlcheckError(f"{self.folder}: its tokenizer has no mark to fill short texts up with (pad_token)")
            found.pad_token = found.eos_token
        return found

    def model(self, auto: str, runtime: Runtime, *, optional: Iterable[str] = ()) -> torch.nn.Module:
        """Its weights in an Auto class of transformers, in evaluation mode on the runtime's device; each is loaded once.

        Raises XlcheckError for pickled or broken weights, for another architecture, and where weights lack that no name
        of ``optional`` is part of: transformers would fill them with chance.
        """
        safe_weights(self.spec, self.folder)
        try:
            device, dtype = runtime.placed(), runtime.dtype()
        except ModuleNotFoundError as error:
            raise MissingModelError(f"{error.name} isn't installed") from None
        model, missing = _loaded(self.folder, auto, device, dtype)
        lacking = sorted(name for name in missing if not any(part in name for part in optional))
        if lacking:
            raise XlcheckError(f"{self.folder}: lacks the weights {lacking[0]}, so it isn't {_WANTED[auto]}")
        return model


@cache
def _loaded(
    folder: Path, auto: str, device: torch.device, dtype: torch.dtype
) -> tuple[torch.nn.Module, tuple[str, ...]]:
    """The model, and the names of the weights that the folder lacks."""
    import transformers

    config, kind = _config(folder), getattr(transformers, auto)
    if type(config) not in kind._model_mapping:
        raise XlcheckError(f"{folder}: is a {config.model_type}, which can't be {_WANTED[auto]}")
    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    try:
        model, told = kind.from_pretrained(
            folder, config=config, local_files_only=True, trust_remote_code=False, use_safetensors=True, dtype=dtype,
            output_loading_info=True,
        )  # fmt: skip
    except ImportError as error:
        raise XlcheckError(f"{folder}: needs a package that xlcheck doesn't bring ({first_line(error)})") from None
    except Exception as error:  # safetensors, torch and transformers each have exceptions of their own
        raise XlcheckError(f"{folder}: its weights can't be read ({first_line(error)}); fetch them again") from None
    placed: torch.nn.Module = model.eval().to(device)
    return placed, tuple(told["missing_keys"])


def _config(folder: Path) -> Any:
    from transformers import AutoConfig

    file = folder / "config.json"
    if not file.is_file():
        raise XlcheckError(f"{folder}: holds no model: there is no config.json")
    told = read_json(file)
    if not isinstance(told, dict) or "model_type" not in told:
        raise XlcheckError(f"{file}: names no model_type, so it is no configuration of a model")
    try:
        return AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:  # validation of a configuration raises errors of several libraries
        if "auto_map" in told:
            raise XlcheckError(
                f"{folder}: brings code of its own ({told['model_type']}), which xlcheck never runs; choose another model"
            ) from None
        raise XlcheckError(f"{file}: transformers can't read it ({first_line(error)})") from None
