"""Measurements, a topic a module: `python -m tests.bench` runs them all, `python -m tests.bench read load` these."""
