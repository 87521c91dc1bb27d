"""Header lines drawn with spaces: which columns each of their texts stands over, by where it stands on the line."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers.text_fields import Field, Line

Stretch = tuple[int, int]
_BLANK_COST = 3.0
_STRETCH_COST = 5.0


def place_header(head: Sequence[Line], columns: Sequence[Stretch]) -> list[list[str]]:
    """The header's lines as rows: each text in the first of the columns that it covers, blank in the others.

    The first line parts all columns among its texts; each further line parts those of the text above. A text stands
    at the left, at the right or in the middle of what it covers, and what it covers beside one column has texts below.
    """
    rows: list[list[str]] = []
    above: list[range] = [range(len(columns))]
    for index, line in enumerate(head):
        texts = [""] * len(columns)
        below: list[range] = []
        headed = [any(_overlaps(field, column) for lower in head[index + 1 :] for field in lower) for column in columns]
        for group, stretch in zip(_grouped(line, above, columns), above, strict=True):
            covered = _dealt(group, [columns[at] for at in stretch], [headed[at] for at in stretch])
            for field, part in zip(group, covered, strict=True):
                texts[stretch[part[0]]] = field.text
                below.append(range(stretch[part[0]], stretch[part[-1]] + 1))
            taken = {stretch[at] for part in covered for at in part}
            below += [range(at, at + 1) for at in stretch if at not in taken] if covered else [stretch]
        rows.append(texts)
        above = sorted(below, key=lambda part: part.start)
    return rows


def _grouped(line: Line, above: Sequence[range], columns: Sequence[Stretch]) -> list[list[Field]]:
    """The line's texts by the stretch of columns that each stands under; texts too many for it are joined."""
    groups: list[list[Field]] = [[] for _ in above]
    for field in line:
        middle = (field.start + field.end) / 2
        distances = [max(columns[stretch[0]][0] - middle, middle - columns[stretch[-1]][1], 0.0) for stretch in above]
        groups[distances.index(min(distances))].append(field)
    for group, stretch in zip(groups, above, strict=True):
        while len(group) > len(stretch):
            last = group.pop()
            group[-1] = Field(f"{group[-1].text} {last.text}", group[-1].start, last.end)
    return groups


def _dealt(group: Sequence[Field], columns: Sequence[Stretch], headed: Sequence[bool]) -> list[range]:
    """The columns dealt out to the texts in order, so that each stands best over its share; none where none are left.

    `headed` tells which columns have a text of their own in the header's further lines.
    """
    count = len(columns)
    best: list[list[tuple[float, tuple[range, ...]] | None]] = [[None] * (count + 1) for _ in range(len(group) + 1)]
    best[0][0] = (0.0, ())
    for done in range(len(group) + 1):
        for end in range(count + 1):
            options = []
            if end and (before := best[done][end - 1]) is not None:
                options.append((before[0] + _BLANK_COST, before[1]))
            for start in range(end) if done else ():
                before = best[done - 1][start]
                if before is not None:
                    cost = _misfit(group[done - 1], columns[start][0], columns[end - 1][1])
                    cost += _STRETCH_COST * sum(not headed[at] for at in range(start, end)) * (end - start > 1)
                    options.append((before[0] + cost, (*before[1], range(start, end))))
            if options:
                best[done][end] = min(options, key=lambda option: option[0])
    found = best[len(group)][count]
    return list(found[1]) if found is not None and group else []


def _misfit(field: Field, start: int, end: int) -> float:
    """How far a text stands from the left, the right and the middle of a stretch, whichever is nearest."""
    middle = abs((field.start + field.end) - (start + end)) / 2
    return min(abs(field.start - start), abs(field.end - end), middle)


def _overlaps(field: Field, column: Stretch) -> bool:
    return field.start < column[1] and column[0] < field.end
