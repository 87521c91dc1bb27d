"""Surgery on what the XML of a docx means: spans, merges, tables in tables, loops of styles, lists, notes and fields,
and relations that lead out of the file."""

from __future__ import annotations

import re
from random import Random

from tests.faults.fault import NASTY_NUMBERS, mutators
from tests.faults.markup import BODY, changed, inserted
from tests.faults.zips import entries_of, packed

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONS = "word/_rels/document.xml.rels"
_FORMATS = (
    "upperRoman", "lowerLetter", "chineseCounting", "chineseLegalSimplified", "decimalZero", "ideographDigital",
    "ideographTraditional", "decimalEnclosedCircle", "none", "bullet", "nonsense", "decimalFullWidth",
)  # fmt: skip
_TARGETS = (
    "http://127.0.0.1:9/t.dotm",
    "\\\\127.0.0.1\\share\\t.dotm",
    "file" + ":///etc/hostname",
    "mhtml:http://127.0.0.1:9/x!x",
)
_MODES = (' TargetMode="External"', ' TargetMode="external"', "")
_FIELDS = (
    'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe"', "DDE excel x r1c1", "INCLUDETEXT http://127.0.0.1:9/x",
    "INCLUDEPICTURE http://127.0.0.1:9/x.png", "LINK Word.Document.8 http://127.0.0.1:9/x", "IMPORT x", "TOC \\o", "=1/0",
)  # fmt: skip


def absurd_spans(source: bytes, random: Random) -> bytes:
    """Cells that span a thousand million columns, or continue a merge that nobody began."""
    number = random.choice(NASTY_NUMBERS)
    share = random.choice((0.01, 0.2, 1.0))
    choices = (
        f'<w:tcPr><w:gridSpan w:val="{number}"/>', '<w:tcPr><w:vMerge/>', f'<w:tcPr><w:vMerge w:val="{number}"/>',
        '<w:tcPr><w:hMerge w:val="continue"/>', '<w:tcPr><w:gridSpan w:val="999"/><w:vMerge w:val="restart"/>',
    )  # fmt: skip

    def change(body: bytes) -> bytes:
        body = re.sub(
            rb"<w:tcPr>", lambda m: random.choice(choices).encode() if random.random() < share else m[0], body
        )
        skip = f'<w:trPr><w:gridBefore w:val="{number}"/><w:gridAfter w:val="{number}"/></w:trPr>'.encode()
        return re.sub(
            rb"(<w:tr\b[^>]*>)(?!<w:trPr)", lambda m: m[0] + skip if random.random() < share / 4 else m[0], body
        )

    return changed(source, BODY, change)


def tables_in_tables(source: bytes, random: Random) -> bytes:
    """Tables nested two hundred deep, or many side by side in one cell."""
    cell = "<w:p><w:r><w:t>1,234.56</w:t></w:r></w:p>"
    if random.random() < 0.5:
        depth = random.choice((10, 60, 80, 200))
        return inserted(
            source, (f"<w:tbl><w:tr><w:tc>{cell}" * depth + f"{cell}</w:tc></w:tr></w:tbl>" * depth).encode(), random
        )
    inner = f"<w:tbl><w:tr><w:tc>{cell}</w:tc><w:tc>{cell}</w:tc></w:tr></w:tbl>" * random.choice((10, 500))
    return inserted(source, f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>".encode(), random)


def endless_rows(source: bytes, random: Random) -> bytes:
    """A row of very many cells, a table of very many rows, or both ragged."""
    cell = "<w:tc><w:p><w:r><w:t>12.50</w:t></w:r></w:p></w:tc>"
    wide, tall = random.choice(((1, 2000), (100_000, 1), (64, 300), (1000, 20), (1, 20_000)))
    rows = f"<w:tr>{cell * wide}</w:tr>" * tall
    short = f"<w:tr>{cell}</w:tr>" * random.choice((0, 1, 500))
    return inserted(source, f"<w:tbl>{rows}{short}</w:tbl>".encode(), random)


def style_loops(source: bytes, random: Random) -> bytes:
    """Styles that are based on themselves, in circles or in a chain without an end."""

    def change(styles: bytes) -> bytes:
        names = re.findall(rb'w:styleId="([^"]*)"', styles)
        based = re.sub(
            rb'<w:basedOn w:val="[^"]*"/>',
            lambda _: b'<w:basedOn w:val="%s"/>' % random.choice(names or [b"x"]),
            styles,
        )
        chain = b"".join(
            b'<w:style w:type="paragraph" w:styleId="c%d"><w:basedOn w:val="c%d"/></w:style>' % (n, n + 1)
            for n in range(random.choice((1, 3000)))
        )
        return based.replace(b"</w:styles>", chain + b"</w:styles>")

    return changed(source, "word/styles.xml", change)


def list_loops(source: bytes, random: Random) -> bytes:
    """Lists that are styles of each other, start at a thousand million, or print themselves over and over."""
    start, form = random.choice(NASTY_NUMBERS), random.choice(_FORMATS)
    text = random.choice(("%1.", "%1%1%1%1%1", "%9%8%7", "%0", "%", "第%1条", "%1." * 200))
    level = (
        f'<w:lvl w:ilvl="{random.choice(("0", "0", *NASTY_NUMBERS))}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlRestart w:val="{random.choice(NASTY_NUMBERS)}"/><w:pStyle w:val="a"/><w:lvlText w:val="{text}"/></w:lvl>'
    )
    link = random.choice(("", '<w:numStyleLink w:val="s"/>', '<w:styleLink w:val="s"/><w:numStyleLink w:val="s"/>'))
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{random.choice(NASTY_NUMBERS)}"/></w:lvlOverride>'
    numbering = (
        f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="1">{link}{level}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="1"/>{random.choice(("", override))}</w:num></w:numbering>'
    )
    item = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{random.choice(("0", *NASTY_NUMBERS))}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = f"{item}<w:r><w:t>收入总计12.5万元。</w:t></w:r></w:p>" * random.choice((1, 200))
    damaged = changed(source, "word/numbering.xml", lambda _: numbering.encode())
    return inserted(damaged, body.encode(), random)


def note_loops(source: bytes, random: Random) -> bytes:
    """Footnotes that refer to themselves, to each other in circles, or each to the next one several times."""
    count, times = random.choice(((1, 1), (2, 1), (30, 3), (200, 1), (1, 5000)))
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:t>注{n}：12.5万元</w:t></w:r>{mark.format((n + 1) % count) * min(times, 5)}'
        "</w:p></w:footnote>"
        for n in range(count)
    )
    relation = f'<Relationship Id="rIdNotes" Type="{_OFFICE}/footnotes" Target="notes.xml"/>'
    damaged = _related(source, relation, {"word/notes.xml": f'<w:footnotes xmlns:w="{_W}">{notes}</w:footnotes>'})
    return inserted(damaged, f"<w:p>{mark.format(0) * times}</w:p>".encode(), random)


def charts(source: bytes, random: Random) -> bytes:
    """Charts with impossible indexes, levels in levels, or one chart that hangs on hundreds of paragraphs."""
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    point = "".join(
        f'<c:pt idx="{random.choice(("0", "1", *NASTY_NUMBERS))}"><c:v>{random.choice(("12.5", *NASTY_NUMBERS))}</c:v></c:pt>'
        for _ in range(random.choice((3, 300)))
    )
    series = f"<c:ser><c:tx><c:v>收入</c:v></c:tx><c:cat>{point}</c:cat><c:val><c:lvl>{point}</c:lvl></c:val></c:ser>"
    space = f'<c:chartSpace xmlns:c="{chart}"><c:chart><c:title/>{series}</c:chart></c:chartSpace>'
    relation = f'<Relationship Id="rIdChart" Type="{_OFFICE}/chart" Target="chart1.xml"/>'
    damaged = _related(source, relation, {"word/chart1.xml": space})
    drawing = (
        f'<w:p><w:r><w:drawing><c:chart xmlns:c="{chart}" xmlns:r="{_OFFICE}" r:id="rIdChart"/></w:drawing></w:r></w:p>'
    )
    return inserted(damaged, (drawing * random.choice((1, 1, 300))).encode(), random)


def outside_relations(source: bytes, random: Random) -> bytes:
    """A remote template, an altChunk, pictures, styles and links that lie outside the file or nowhere."""
    kinds = (
        "attachedTemplate",
        "aFChunk",
        "image",
        "hyperlink",
        "styles",
        "numbering",
        "footnotes",
        "oleObject",
        "frame",
        "chart",
    )
    relations = "".join(
        f'<Relationship Id="rIdOut{n}" Type="{_OFFICE}/{kind}" Target="{random.choice(_TARGETS)}"'
        f"{random.choice(_MODES)}/>"
        for n, kind in enumerate(random.sample(kinds, random.randint(1, len(kinds))))
    )
    damaged = _related(source, relations, {})
    body = (
        f'<w:altChunk xmlns:r="{_OFFICE}" r:id="rIdOut0"/><w:p><w:hyperlink xmlns:r="{_OFFICE}" r:id="rIdOut1">'
        f'<w:r><w:t>支出12.5万元</w:t></w:r></w:hyperlink></w:p><w:subDoc xmlns:r="{_OFFICE}" r:id="rIdOut2"/>'
    )
    return inserted(damaged, body.encode(), random)


def hostile_fields(source: bytes, random: Random) -> bytes:
    """Fields that would start a program or fetch a file, and field marks that never end or never began."""
    parts = []
    for _ in range(random.choice((1, 5, 3000))):
        kind = random.choice(("begin", "separate", "end", "none"))
        parts.append(
            f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r><w:r><w:instrText>{random.choice(_FIELDS)}</w:instrText></w:r>'
        )
    return inserted(
        source, f"<w:p>{''.join(parts)}<w:r><w:t>支出12.5万元</w:t></w:r></w:p>".replace("&", "&amp;").encode(), random
    )


def odd_symbols(source: bytes, random: Random) -> bytes:
    """Symbols of no font and no code, breaks, tabs, hidden runs and deleted marks in masses."""
    pieces = (
        *(f'<w:sym w:font="{font}" w:char="{char}"/>' for font in ("Wingdings", "Symbol", "") for char in ("F0FE", "D800", "110000", "FFFFFFFFFF", "-1", "zz")),
        "<w:br/>", "<w:tab/>", "<w:cr/>", "<w:noBreakHyphen/>", "<w:rPr><w:vanish/></w:rPr>", "<w:t>1.5万元</w:t>",
        "<w:ruby><w:rubyBase><w:r><w:t>甲</w:t></w:r></w:rubyBase></w:ruby>",
    )  # fmt: skip
    runs = "".join(f"<w:r>{random.choice(pieces)}</w:r>" for _ in range(random.choice((20, 2000))))
    mark = random.choice(("", "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", '<w:pPr><w:outlineLvl w:val="x"/></w:pPr>'))
    return inserted(source, (f"<w:p>{mark}{runs}</w:p>" * random.choice((1, 30))).encode(), random)


def _related(source: bytes, relations: str, parts: dict[str, str]) -> bytes:
    """The docx with more relationships of its main part, and more parts."""
    entries = dict(entries_of(source))
    known = entries.get(_RELATIONS, f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode())
    entries[_RELATIONS] = known.replace(b"</Relationships>", relations.encode() + b"</Relationships>")
    entries |= {name: content.encode() for name, content in parts.items()}
    return packed(entries.items())


MUTATORS = mutators(
    ("docx",),
    (
        absurd_spans,
        tables_in_tables,
        endless_rows,
        style_loops,
        list_loops,
        note_loops,
        charts,
        outside_relations,
        hostile_fields,
        odd_symbols,
    ),
)
