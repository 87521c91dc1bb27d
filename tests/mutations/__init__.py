"""Mutation testing of the audit: sample reports with one figure or word changed each, and who notices.

`python -m tests.mutations` judges the mutants and prints the tables; `make eval` runs it. Everything follows from a seed.
"""
