"""From files, bytes or strings to articles: one file a format."""

from xlcheck.reading.source import read_article, read_text

__all__ = ["read_article", "read_text"]
