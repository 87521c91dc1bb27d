"""Level names of indicators (产出指标, 数量指标): which rows a merged cell names, and where its name is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.forms.columns import Stretch
from extractors.forms.rows import Entry, FormRow, join_texts
from schemas.performance import FormCatalog, strip_points


@dataclass(slots=True)
class Group:
    """The rows of one merged cell. Its name may be printed on a later page than it begins.

    `former` is the group that it seems to continue. `waits`: it begins without a name, so that the next name at
    the head of a page is its own. `loose`: whether it continues `former` is not sure once a page ends with it.
    """

    name: str | None = None
    former: str | None = None
    waits: bool = False
    loose: bool = False

    @property
    def settled(self) -> str | None:
        """The name, as far as the rows read by now tell."""
        return self.name or self.former


class LevelColumn:
    """Follows one column of level names down the rows of a form."""

    def __init__(self) -> None:
        self.group = Group()
        self._stretch = Stretch()
        self._merges = False

    def read(self, row: FormRow, entries: Sequence[Entry], turned: bool) -> Group:
        """The group to which the row belongs; `turned` where the row is the first of its page."""
        group = self.group
        name = strip_points(join_texts(entries))
        begins = self._stretch.begins(row, entries, turned)
        self._merges = self._merges or any(e.cell.row_span > 1 for e in entries)
        if turned and group.loose:
            group.former = None
        if name:
            self._read_name(name, turned)
        elif begins:
            self.group = Group(waits=True)
        elif turned and group.name:
            self.group = Group(former=group.name, loose=not entries)
        elif self._merges and not turned and any(not e.carried and e.cell.page for e in entries):
            # Among merged cells a blank one is a group of its own, or was left blank below its name.
            self.group = Group(former=group.settled, loose=True)
        return self.group

    def _read_name(self, name: str, turned: bool) -> None:
        group = self.group
        if name == group.name:
            return
        if turned and group.name is None:
            if group.waits or name == group.former:
                group.name = name
                return
            group.former = None
        self.group = Group(name)

    def caption(self, names: Sequence[str]) -> None:
        """Take the name that a page prints beside its table, where the group at hand has none."""
        if self.group.name is None and len(names) == 1:
            self.group.name = names[0]


def captioned_levels(titles: Sequence[str], catalog: FormCatalog) -> Mapping[str, Sequence[str]]:
    """The level names among the lines above a table, by their column; a name may be wrapped over lines."""
    found: dict[str, list[str]] = {}
    lines = list(reversed(titles))
    while lines:
        for count in (3, 2, 1):
            text = "".join(lines[:count])
            if len(fields := catalog.level_fields(text)) == 1:
                found.setdefault(fields[0], []).append(strip_points(text))
                break
        del lines[:count]
    return found


def infer_first(pairs: Sequence[tuple[str | None, str | None]], catalog: FormCatalog) -> list[str | None]:
    """The first level of each indicator of a form; where none is printed, that of its second level.

    What the form itself prints over the same second level goes before the standard scheme.
    """
    printed: dict[str, set[str]] = {}
    for first, second in pairs:
        if first and second:
            printed.setdefault(second, set()).add(first)
    own = {first for first, _ in pairs if first}
    standard = not own - catalog.scheme_levels

    def infer(second: str | None) -> str | None:
        if not second:
            return None
        if second in printed:
            return next(iter(printed[second])) if len(printed[second]) == 1 else None
        return catalog.first_level(second) if standard and second not in own else None

    return [first or infer(second) for first, second in pairs]
