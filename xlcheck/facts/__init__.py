"""What a sentence states, normalised so that two languages can be compared: by value, never by string."""
