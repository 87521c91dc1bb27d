"""The data dictionary: docs/DICTIONARY.md, written from the warehouse's own comments and questions.

`python -m warehouse.dictionary` rewrites it; a test says when that is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from warehouse.connection import HERE, open_in_memory
from warehouse.meanings import Relation, relations
from warehouse.questions import questions

PAGE = HERE.parent / "docs" / "DICTIONARY.md"
HEAD = """\
# 数据字典 · Data dictionary

Written by `python -m warehouse.dictionary` from the comments in `warehouse/schema/`, `warehouse/views/` and
`warehouse/queries/`; a change belongs there. Money is in yuan (元) in the tables and, in columns that end with `_wan`,
in 10,000 yuan (万元) in the views; columns that end with `_pct` are percentages. The values of `measure` and `fund` are
explained at `fact`; `v_concept` names every concept. Bold columns are the primary key.
"""


def write_dictionary() -> str:
    """The page's text, in Markdown."""
    with open_in_memory() as connection:
        known = relations(connection)
    return "\n".join(
        (
            HEAD,
            "## 表 · Tables\n",
            *(_describe(relation) for relation in known if not relation.is_view),
            "## 视图 · Views\n",
            *(_describe(relation) for relation in known if relation.is_view),
            "## 问题 · Questions\n",
            "Each is answered by `juesuan query <name>`.\n",
            *_list_questions(),
        )
    )


def _describe(relation: Relation) -> str:
    meaning = relation.meaning
    lines = [
        f"### `{relation.name}` {meaning.zh} · {meaning.en}\n",
        *(note + "\n" for note in (meaning.zh_note, meaning.en_note) if note),
        "| column | type | 含义 | meaning |",
        "|---|---|---|---|",
    ]
    for column in relation.columns:
        name = f"**{column.name}**" if column.name in relation.key else column.name
        kind = column.type if column.nullable or relation.is_view else f"{column.type} not null"
        lines.append(f"| {name} | {kind} | {column.meaning.chinese} | {column.meaning.english} |")
    return "\n".join((*lines, ""))


def _list_questions() -> Iterator[str]:
    yield "| name | 问题 | question |"
    yield "|---|---|---|"
    for question in questions().values():
        yield f"| `{question.name}` | {question.zh} | {question.en} |"
    yield ""


def main(page: Path = PAGE) -> None:
    """Rewrite the page."""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(write_dictionary(), encoding="utf-8")


if __name__ == "__main__":
    main()
