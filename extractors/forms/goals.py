"""The goals of a performance form: what was expected and what came of it, in words."""

from __future__ import annotations

from extractors.forms.columns import Header, make_header
from extractors.forms.draft import FormDraft
from extractors.forms.rows import FormRow, join_texts


class GoalBlock:
    """Reads the rows of goals of one form: 预期目标 and 实际完成情况, beside their label or in the rows below."""

    def __init__(self, spans_known: bool) -> None:
        self._spans_known = spans_known
        self._header: Header | None = None

    @property
    def waits(self) -> bool:
        """Whether a header of goals was read whose texts stand below it."""
        return self._header is not None

    def close(self) -> None:
        """Another block has begun: what follows is no goal."""
        self._header = None

    def read(self, row: FormRow, draft: FormDraft) -> bool:
        """Whether the row was one of goals; their texts are added to the draft."""
        labels = row.labels("goal")
        words = sum(e.label is None for e in row.filled)
        if labels and not (self._header is not None and words > 1):
            self._read_labels(row, draft)
            return True
        if self._header is not None and not row.labels("amount", "head", "closing"):
            return self._read_below(row, draft, self._header)
        return self._goes_on(row, draft)

    def _read_labels(self, row: FormRow, draft: FormDraft) -> None:
        labels = [e for e in row.labels("goal") if e.label]
        beside = [(e, value) for e in labels if (value := row.after(e))]
        for entry, value in beside:
            if entry.label:
                draft.add_goal(entry.label.field, value.text)
        # Of two labels for one goal (年度总体目标 | 预期目标) the first only heads the block.
        named = {e.label.field: e for e in labels if e.label}
        below = sorted(named.values(), key=lambda e: e.first)
        self._header = None if beside else make_header(row, below)

    def _read_below(self, row: FormRow, draft: FormDraft, header: Header) -> bool:
        pairs = [(column, e) for column, e in header.assign(row, self._spans_known) if not e.carried]
        for column, entry in pairs:
            if not entry.is_label("section", "goal"):
                draft.add_goal(column.label.field, entry.text)
        return bool(pairs)

    @staticmethod
    def _goes_on(row: FormRow, draft: FormDraft) -> bool:
        """A goal's text in several cells below each other, its label merged down beside them."""
        beside = row.entries[0]
        if beside.label is None or beside.label.group != "goal" or not beside.carried:
            return False
        draft.add_goal(beside.label.field, join_texts(row.filled))
        return True
