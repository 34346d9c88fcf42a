"""Reports of one event beside each other: who says what in each, and where they agree, differ or contradict."""
