"""Bytes to Document to facts. Imports schemas only."""
