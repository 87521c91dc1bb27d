"""Every check on its own examples: what passes passes, what fails fails by that check and no other; bad declarations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

from schemas.catalog import CatalogError
from schemas.check import Check, CheckTerm, parse_head, read_check, refuse_doubles
from tests.figures import read_figures
from tests.identities import make_examples
from tests.warehouses import empty_warehouse
from warehouse.checks import FOLDER, checks
from warehouse.connection import Connection
from warehouse.judging import audit
from warehouse.load import Loader

EXAMPLES = make_examples()
"""The examples of the identities within tables, made from their expressions: identity to passing and failing lines."""
DEMANDED = {"doc_id", "scope", "outcome", "message_zh", "message_en"}
OPTIONAL = {"missing", "actual", "expected", "evidence", "implied", "suspect", "slip", "page"}
IDENTITIES = {check.id for check in checks() if check.sql is None}
Outcomes = dict[tuple[str, str], dict[str, set[str]]]


def examples_of(check: Check) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (check.passing, check.failing) if check.passing else EXAMPLES[check.id]


@pytest.fixture(scope="module")
def warehouse() -> Iterator[Connection]:
    """All examples, loaded and audited at once."""
    with empty_warehouse() as connection:
        extractions = []
        for check in checks():
            for sort, lines in zip(("pass", "fail"), examples_of(check), strict=True):
                extractions += read_figures(lines, f"{check.id}/{sort}")
        outcomes = Loader(connection).load(extractions)
        assert [o.message for o in outcomes if o.action != "loaded"] == []
        assert connection.execute("FROM v_orphans").fetchall() == []
        audit(connection)
        yield connection


@pytest.fixture(scope="module")
def outcomes(warehouse: Connection) -> Outcomes:
    """By example and outcome: the checks that gave it on a report of the example."""
    found: Outcomes = defaultdict(lambda: defaultdict(set))
    for path, rule, outcome in warehouse.execute(
        "SELECT path, rule_id, outcome FROM judgement JOIN document USING (doc_id)"
    ).fetchall():
        _, check, sort, _ = path.split("/")
        found[check, sort][outcome].add(rule)
    return found


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.id)
def test_the_passing_example_passes(check: Check, outcomes: Outcomes) -> None:
    found = outcomes[check.id, "pass"]
    assert check.id in found["pass"]
    assert found["fail"] | found["near"] == set()


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.id)
def test_the_failing_example_fails_by_this_check_alone(check: Check, outcomes: Outcomes) -> None:
    failed = outcomes[check.id, "fail"]["fail"]
    if (
        check.sql is None
    ):  # a wrong cell breaks each identity that it is part of: that of its fund and that of all funds
        failed = {rule for rule in failed if rule == check.id or rule not in IDENTITIES}
    assert failed == {check.id}


def test_every_failing_example_is_told_in_both_languages(warehouse: Connection) -> None:
    silent = """
        SELECT rule_id, scope FROM judgement
        WHERE outcome IN ('fail', 'near') AND (coalesce(message_zh, '') = '' OR coalesce(message_en, '') = '')
    """
    assert warehouse.execute(silent).fetchall() == []
    assert warehouse.execute("SELECT count(*) FROM finding").fetchone() != (0,)


def test_a_place_is_judged_once_by_each_check(warehouse: Connection) -> None:
    twice = "SELECT rule_id, doc_id, scope FROM judgement GROUP BY ALL HAVING count(*) > 1"
    assert warehouse.execute(twice).fetchall() == []


@pytest.mark.parametrize("check", [c for c in checks() if c.sql is not None], ids=lambda check: check.id)
def test_a_statement_yields_the_columns_of_a_judgement(check: Check, warehouse: Connection) -> None:
    columns = {row[0] for row in warehouse.execute(f"DESCRIBE {check.sql}").fetchall()}
    assert DEMANDED <= columns <= DEMANDED | OPTIONAL


def test_every_check_says_what_it_is() -> None:
    for check in checks():
        assert all((check.zh, check.en, check.basis, check.needs)), check.id
        assert check.zh != check.en, check.id
        passing, failing = examples_of(check)
        assert passing and failing and passing != failing, check.id


def test_ids_are_unique_and_files_are_named_after_their_check() -> None:
    assert len({check.id for check in checks()}) == len(checks())
    for path in FOLDER.glob("*.sql"):
        assert parse_head(path.read_text(encoding="utf-8"), path.name)[0]["id"] == path.stem


GOOD = {
    "id": "a_check", "zh": "甲", "en": "A", "basis": "乙", "kind": "between_tables", "severity": "error",
    "pass": ["T04 fiscal expenditure final 1元"], "fail": ["T04 fiscal expenditure final 2元"],
    "expr": "T05.expenditure = T04.expenditure@general_public",
}  # fmt: skip
BAD: dict[str, tuple[dict[str, object], str]] = {
    "no title": ({"en": ""}, "a_check.en"),
    "no example": ({"fail": []}, "a_check.fail"),
    "an unknown key": ({"severty": "error"}, "a_check.severty"),
    "an unknown severity": ({"severity": "fatal"}, "a_check.severity"),
    "an unknown kind": ({"kind": "tables"}, "a_check.kind"),
    "an id with blanks": ({"id": "a check"}, "a check.id"),
    "an unknown scope": ({"scope": "row"}, "a_check.scope"),
    "no relation": ({"expr": "T05.expenditure"}, "a_check.expr"),
    "two relations": ({"expr": "T01.expenditure = T03.expenditure = T05.expenditure"}, "a_check.expr"),
    "a term that is none": ({"expr": "T05.expenditure = expenditure"}, "a_check.expr"),
}


@pytest.mark.parametrize(("change", "key"), BAD.values(), ids=BAD.keys())
def test_a_bad_declaration_is_refused_with_file_and_key(change: dict[str, object], key: str) -> None:
    with pytest.raises(CatalogError) as refusal:
        read_check(GOOD | change, "between.toml")
    assert (refusal.value.file, refusal.value.key) == ("between.toml", key)


def test_a_good_declaration_is_read() -> None:
    check = read_check(GOOD, "between.toml")
    assert check.terms == (
        CheckTerm(1, 0, 1, "T05", "expenditure", None, "none", None, True),
        CheckTerm(2, 1, 1, "T04", "expenditure", "general_public", "none", None, True),
    )


def test_a_term_may_have_two_readings_or_be_optional() -> None:
    terms = read_check(
        GOOD | {"expr": "B03.expenditure >= B01.expenditure | B01.expenditure_total + ?B05.x#302"}, ""
    ).terms
    assert [(t.ord, t.rank, t.concept, t.pick, t.required) for t in terms] == [
        (0, 1, "expenditure", "none", True),
        (1, 1, "expenditure", "none", True),
        (1, 2, "expenditure_total", "none", True),
        (2, 1, "x", "fixed", False),
    ]


def test_a_statement_without_a_head_is_refused() -> None:
    with pytest.raises(CatalogError, match=r"loose\.sql: head"):
        parse_head("SELECT 1", "loose.sql")


def test_two_checks_of_one_id_are_refused() -> None:
    check = read_check(GOOD, "between.toml")
    with pytest.raises(CatalogError, match="a_check"):
        refuse_doubles([check, check])
