"""Training of the embedded models. Nothing here is imported by the rest of the package."""
