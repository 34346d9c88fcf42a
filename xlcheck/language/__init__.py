"""Which language and script a text is in, and which sentences and words it has."""

from xlcheck.language.detection import detect, primary
from xlcheck.language.sentences import split_article

__all__ = ["detect", "primary", "split_article"]
