"""The errors that a user can mend: each is one clear line, never a traceback."""

from __future__ import annotations

from xlcheck.visible import one_line


class XlcheckError(Exception):
    """Anything that ends a run with exit code 2: the message names the place and the way out, in one line."""

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))


class ReadingError(XlcheckError):
    """A source that can't be read as an article."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
