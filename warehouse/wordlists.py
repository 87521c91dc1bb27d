"""What the word checks know: the phrases of schemas/checks/words.toml and the names of the classification."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.classification import functional, stem_name
from schemas.words import phrases


@dataclass(frozen=True, slots=True)
class PhraseRecord:
    """A phrase at one kind of place (text, title or cell): a row of `phrase`."""

    rule_id: str
    kind: str
    zh: str
    en: str
    place: str
    pattern: str


@dataclass(frozen=True, slots=True)
class SubjectRecord:
    """A name of a 功能分类科目, folded as names are compared, with its account years: a row of `subject_name`.

    `stated` where a disclosure prints it so; a row compiled from general knowledge accuses nobody.
    """

    code: str
    name: str
    stem: str
    valid_from: int
    valid_to: int
    stated: bool


def list_phrases() -> list[PhraseRecord]:
    """Every phrase, once for each kind of place where it is looked for."""
    return [PhraseRecord(p.check, p.kind, p.zh, p.en, place, p.pattern) for p in phrases() for place in p.places]


def list_subjects() -> list[SubjectRecord]:
    """Every 科目 of the functional classification under its own name; aliases are no names of a year."""
    return list(_subjects())


def _subjects() -> Iterator[SubjectRecord]:
    for subject in functional().subjects:
        yield SubjectRecord(
            subject.code, subject.name, stem_name(subject.name), subject.valid_from, subject.valid_to,
            subject.source == "disclosure",
        )  # fmt: skip
