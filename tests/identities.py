"""Examples of the identities within tables, made from their operands: a table that closes, and one that does not."""

from __future__ import annotations

from collections import defaultdict

from warehouse.identities import ANY, KEY, OperandRecord, operands_within_tables

Examples = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
_CLASSES, _PARTS = ("201", "208"), ("20101", "20102")
_ECONOMIC, _ECONOMIC_PARTS = ("301", "302"), ("30101", "30102")


def make_examples() -> Examples:
    """By identity the lines of a passing and of a failing example, in the notation of tests/figures.py."""
    operands: dict[str, list[OperandRecord]] = defaultdict(list)
    for operand in operands_within_tables():
        if operand.rank == 1:
            operands[operand.rule_id].append(operand)
    return {rule: (_lines(listed, 0), _lines(listed, 1)) for rule, listed in operands.items()}


def _lines(operands: list[OperandRecord], wrong_by: int) -> tuple[str, ...]:
    """The operands of an identity as figures of 1万元 each; the last of the left side makes both sides equal."""
    figures = [(operand, code) for operand in operands for code in _codes(operand)]
    left = [figure for figure in figures if figure[0].side == 1]
    rest = sum(operand.side == 2 for operand, _ in figures) - (len(left) - 1)
    lines = []
    for operand, code in figures:
        amount = rest + wrong_by if (operand, code) == left[-1] else 1
        fund = "all" if operand.fund in (ANY, KEY) else operand.fund
        concept = "expenditure" if operand.concept == KEY else operand.concept
        measure = "initial_budget" if operand.statutory_table.startswith("B") else "final"
        lines.append(f"{operand.statutory_table} {fund} {concept}{code and '#' + code} {measure} {amount}.00万元")
    return tuple(lines)


def _codes(operand: OperandRecord) -> tuple[str, ...]:
    economic = operand.statutory_table in ("T06", "B08")
    if operand.pick == "fixed":
        return (operand.code or "",)
    if operand.pick == "classes":
        return _ECONOMIC if economic and operand.concept == KEY else _CLASSES
    if operand.pick == "parent":
        return ("301",) if economic else ("201",)
    if operand.pick == "children":
        return _ECONOMIC_PARTS if economic else _PARTS
    return ("",)
