"""The goals of a performance form: what was expected and what came of it, in words."""

from __future__ import annotations

from extractors.forms.columns import Header, PageWatch, make_header
from extractors.forms.draft import FormDraft
from extractors.forms.rows import FormRow, join_texts


class GoalBlock:
    """Reads the rows of goals of one form: 预期目标 and 实际完成情况, beside their label or in the rows below."""

    def __init__(self, spans_known: bool) -> None:
        self._spans_known = spans_known
        self._header: Header | None = None
        self._watch = PageWatch()
        self._open: str | None = None

    @property
    def waits(self) -> bool:
        """Whether a header of goals was read whose texts stand below it."""
        return self._header is not None

    def close(self) -> None:
        """Another block has begun: what follows is no goal."""
        self._header = self._open = None

    def read(self, row: FormRow, draft: FormDraft) -> bool:
        """Whether the row was one of goals; their texts are added to the draft."""
        turned, goes_on, self._open = self._watch.turned(row), self._open, None
        labels = row.labels("goal")
        words = sum(e.label is None for e in row.filled)
        if labels and not (self._header is not None and words > 1):
            self._read_labels(row, draft)
            return True
        if self._header is not None and not row.labels("amount", "head", "closing"):
            return self._read_below(row, draft, self._header)
        return self._goes_on(row, draft, goes_on if turned else None)

    def _read_labels(self, row: FormRow, draft: FormDraft) -> None:
        labels = [e for e in row.labels("goal") if e.label]
        beside = [(e, value) for e in labels if (value := row.after(e))]
        for entry, value in beside:
            if entry.label:
                draft.add_goal(entry.label.field, value.text)
                self._open = entry.label.field if len(beside) == 1 else None
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

    def _goes_on(self, row: FormRow, draft: FormDraft, cut: str | None) -> bool:
        """A goal's text in several cells below each other, its label merged down beside them.

        `cut` is the goal that the page before ended with: there the label's cell goes on, blank.
        """
        beside = row.entries[0]
        field = beside.label.field if beside.label and beside.label.group == "goal" and beside.carried else None
        if cut and not beside.carried and beside.blank and len(row.filled) == 1:
            field = cut
        if field is None or any(e.label for e in row.filled):
            return False
        draft.add_goal(field, join_texts(row.filled))
        self._open = field
        return True
