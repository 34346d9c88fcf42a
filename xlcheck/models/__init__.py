"""Models by role; which model plays a role is written in models.cfg."""

from xlcheck.models.config import Choice, Profile, load_profile
from xlcheck.models.roles import Encoder, Subwords

__all__ = ["Choice", "Encoder", "Profile", "Subwords", "load_profile"]
