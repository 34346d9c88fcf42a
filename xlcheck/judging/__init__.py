"""From evidence to judgement: one probability a bead, findings with severity and confidence."""

from xlcheck.judging.judge import judge

__all__ = ["judge"]
