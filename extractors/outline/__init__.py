"""What stands where: headings, the section tree, contents lists, and the topic of a section."""

from extractors.outline.sections import Outline, Section, outline_document, topic_of

__all__ = ["Outline", "Section", "outline_document", "topic_of"]
