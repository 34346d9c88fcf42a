"""How good the checks and the alignment are, on data with known answers."""
