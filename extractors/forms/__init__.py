"""Performance forms to projects and indicators."""

from extractors.forms.reading import FormsReading, read_forms

__all__ = ["FormsReading", "read_forms"]
