"""Reading and extracting the sample reports gives what their truth model says, in every format.

Tables and forms must be equal to the last row. In the text equality is the goal and the floors below are what
holds for every report so far: raise them, never lower them. A failure prints every row that differs.
"""

from __future__ import annotations

import pytest

from extractors.extraction import extract
from extractors.readers import read
from samples.collection import REPORTS, TRUTH, Rendition, committed
from samples.comparison import compare_facts, compare_projects
from samples.expectation import Truth, read_truth
from schemas.records import Extraction

TEXT_RECALL = 0.85
TEXT_PRECISION = 0.96


@pytest.fixture(scope="module", params=committed(), ids=lambda rendition: rendition.name)
def extracted(request: pytest.FixtureRequest) -> tuple[Truth, Extraction]:
    rendition: Rendition = request.param
    path = REPORTS / rendition.name
    return read_truth(TRUTH, rendition.truth), extract(read(path), path.name, path.stat().st_size)


def test_document_is_identified(extracted: tuple[Truth, Extraction]) -> None:
    truth, extraction = extracted
    organisation = next(o for o in extraction.organizations if o.org_id == extraction.document.org_id)
    found = (organisation.name, organisation.admin_code, extraction.document.doc_kind, extraction.document.fiscal_year)
    wanted = tuple(truth.document[field] for field in ("organisation", "admin_code", "doc_kind", "fiscal_year"))
    assert found == wanted


def test_table_facts_equal_the_truth(extracted: tuple[Truth, Extraction]) -> None:
    truth, extraction = extracted
    comparison = compare_facts(truth, extraction.facts, "table")
    assert not comparison.missing and not comparison.extra, str(comparison)


def test_forms_equal_the_truth(extracted: tuple[Truth, Extraction]) -> None:
    truth, extraction = extracted
    comparison = compare_projects(truth, extraction)
    assert not comparison.missing and not comparison.extra, str(comparison)


def test_text_facts_meet_the_truth(extracted: tuple[Truth, Extraction]) -> None:
    truth, extraction = extracted
    comparison = compare_facts(truth, extraction.facts, "text")
    assert comparison.recall >= TEXT_RECALL, str(comparison)
    assert comparison.precision >= TEXT_PRECISION, str(comparison)
