"""Thousands of pairs: read one after the other, judged by many processes, kept in a store that survives whatever happens."""

from xlcheck.batch.item import Item
from xlcheck.batch.manifest import read_items
from xlcheck.batch.rows import check_batch
from xlcheck.batch.run import Tally, run_batch
from xlcheck.batch.settings import Settings
from xlcheck.batch.store import Store

__all__ = ["Item", "Settings", "Store", "Tally", "check_batch", "read_items", "run_batch"]
