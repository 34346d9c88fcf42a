"""``python -m xlcheck`` is the same as ``xlcheck``."""

from xlcheck.cli import main

main()
