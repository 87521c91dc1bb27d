"""Surgery on the XML of a docx's parts: tags, depth, attributes, entities, numbers and characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.faults.fault import NASTY_NUMBERS, mutators
from tests.faults.zips import entries_of, packed

BODY = "word/document.xml"
_PARTS = (BODY, "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/_rels/document.xml.rels")
_TAG = re.compile(rb"<[^>?]+>")
_NUMBER = re.compile(rb'"-?\d+"')
_TEXT = re.compile(rb"(?<=>)[^<>]+(?=</w:t>)")
_HOLDERS = (
    b"w:ins",
    b"w:sdt",
    b"w:tbl",
    b"w:p",
    b"w:r",
    b"w:smartTag",
    b"w:hyperlink",
    b"mc:AlternateContent",
    b"w:x",
    b"w:tc",
)
_DECLARATIONS = (
    b'<!DOCTYPE d [<!ENTITY e SYSTEM "file' b':///etc/hostname">]>',
    b'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">',
    b'<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:9/d.dtd"> %p;]>',
    b'<!DOCTYPE d [<!ENTITY e0 "ha">'
    + b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    + b'<!ENTITY e "&e9;">]>',
    b'<!DOCTYPE d [<!ENTITY e "&f;"><!ENTITY f "&e;">]>',
    b'<!doctype d [<!ENTITY e "x">]>',
)  # fmt: skip
_CHARACTERS = (
    "\0", "\ufffe", "\ud800", "\x1b]0;x\x07", "\u202e\u2066", "&#0;", "&#xD800;", "&#x1F4A9;", "&e;", "&e8;", "&amp;" * 99,
    "\U00020000" * 50, "９" * 5000, "9" * 20000, "，" * 2000, "（" * 3000, "其中：" * 1000, "1.1." * 2000, " " * 9000,
)  # fmt: skip

Change = Callable[[bytes], bytes]


def changed(source: bytes, part: str, change: Change) -> bytes:
    """The docx with one part changed; as it was where it has no such part."""
    return packed((name, change(content) if name == part else content) for name, content in entries_of(source))


def inserted(source: bytes, content: bytes, random: Random) -> bytes:
    """The docx with something put between two blocks of its body, or at its beginning."""

    def change(body: bytes) -> bytes:
        ends = [match.end() for match in re.finditer(rb"</w:tbl>|<w:body>", body)]
        at = random.choice(ends) if ends else len(body)
        return body[:at] + content + body[at:]

    return changed(source, BODY, change)


def _anywhere(source: bytes, random: Random, change: Change) -> bytes:
    names = {name for name, _ in entries_of(source)}
    return changed(source, random.choice([BODY, *(part for part in _PARTS if part in names)]), change)


def unbalance(source: bytes, random: Random) -> bytes:
    """A tag left out, doubled, or in another's place."""

    def change(content: bytes) -> bytes:
        tags = list(_TAG.finditer(content))
        if len(tags) < 2:
            return content
        first, other = random.choice(tags), random.choice(tags)
        new = random.choice((b"", first[0] * 2, other[0], b"</w:p>", b"<w:tbl>"))
        return content[: first.start()] + new + content[first.end() :]

    return _anywhere(source, random, change)


def move_elements(source: bytes, random: Random) -> bytes:
    """Whole elements where the schema does not want them: properties last, rows in paragraphs, cells in cells."""
    name = random.choice((b"w:pPr", b"w:tr", b"w:tc", b"w:tcPr", b"w:p", b"w:r", b"w:tbl", b"w:sectPr", b"w:rPr"))

    def change(body: bytes) -> bytes:
        found = list(re.finditer(rb"<%s[ >](?:(?!<%s[ >]).){0,20000}?</%s>" % (name, name, name), body, re.DOTALL))
        tags = list(_TAG.finditer(body))
        if not found or not tags:
            return body
        for _ in range(random.randint(1, 5)):
            at = random.choice(tags).end()
            body = body[:at] + random.choice(found)[0] + body[at:]
        return body

    return changed(source, BODY, change)


def deep_nesting(source: bytes, random: Random) -> bytes:
    """Elements in elements, some hundred to some hundred thousand deep."""
    depth = random.choice((100, 200, 240, 300, 1000, 5000, 100_000))
    names = random.sample(_HOLDERS, random.randint(1, 3))
    if random.random() < 0.3:
        names = random.choice(
            ([b"w:tbl", b"w:tr", b"w:tc"], [b"w:sdt", b"w:sdtContent"], [b"w:p", b"w:r", b"w:ruby", b"w:rubyBase"])
        )
    declared = b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    opened = [names[level % len(names)] for level in range(depth)]
    begin = b"".join(b"<%s%s>" % (name, declared if name.startswith(b"mc") else b"") for name in opened)
    end = b"".join(b"</%s>" % name for name in reversed(opened))
    return inserted(source, begin + b"<w:p><w:r><w:t>1.5</w:t></w:r></w:p>" + end, random)


def many_attributes(source: bytes, random: Random) -> bytes:
    """An element with a hundred thousand attributes, or a name or value of a megabyte."""
    match random.randrange(3):
        case 0:
            attributes = b" ".join(b'a%d="1"' % number for number in range(random.choice((1000, 100_000))))
            return inserted(source, b"<w:p %s/>" % attributes, random)
        case 1:
            return inserted(source, b'<w:p w:rsidR="%s"/>' % (b"9" * 1_000_000), random)
        case _:
            return inserted(source, b"<w:%s/>" % (b"n" * random.choice((60_000, 1_000_000))), random)


def declare_entities(source: bytes, random: Random) -> bytes:
    """A document type: external entities, a billion laughs, an external subset; used or not."""
    declaration = random.choice(_DECLARATIONS)
    encoding = random.choice((None, None, "utf-16", "utf-16-be", "utf-7", "gb18030"))

    def change(content: bytes) -> bytes:
        text = re.sub(rb"^\xef\xbb\xbf|^\s*<\?xml[^>]*\?>\s*", b"", content)
        text = declaration + text.replace(b"</w:t>", random.choice((b"&e;", b"&e8;", b"")) + b"</w:t>", 3)
        if encoding is None:
            return b'<?xml version="1.0" encoding="UTF-8"?>' + text
        return f'<?xml version="1.0" encoding="{encoding}"?>{text.decode("utf-8", "replace")}'.encode(
            encoding, "replace"
        )

    return _anywhere(source, random, change)


def nasty_numbers(source: bytes, random: Random) -> bytes:
    """Numbers in attributes replaced by such as no program expects."""
    share = random.choice((0.001, 0.01, 0.2, 1.0))
    values = random.sample(NASTY_NUMBERS, random.randint(1, 4))

    def change(content: bytes) -> bytes:
        return _NUMBER.sub(
            lambda match: f'"{random.choice(values)}"'.encode() if random.random() < share else match[0], content
        )

    return _anywhere(source, random, change)


def nasty_characters(source: bytes, random: Random) -> bytes:
    """Texts with controls, references to no character, other planes, and endless runs in them."""

    def change(content: bytes) -> bytes:
        found = list(_TEXT.finditer(content))
        for match in sorted(random.sample(found, min(len(found), random.randint(1, 6))), key=lambda m: -m.start()):
            new = random.choice(_CHARACTERS).encode("utf-8", "surrogatepass")
            content = content[: match.start()] + match[0][:20] + new + content[match.end() :]
        return content

    return changed(source, BODY, change)


def other_encoding(source: bytes, random: Random) -> bytes:
    """A part in another encoding than it says, or in one that nobody uses."""
    real = random.choice(("utf-8", "utf-16", "utf-32", "gb18030", "utf-7", "cp037"))
    said = random.choice(("utf-8", "utf-16", "gb18030", "gb2312", "iso-8859-1", "no-such-code", "cp037", "utf-7"))

    def change(content: bytes) -> bytes:
        text = re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", content.decode("utf-8", "replace"))
        return f'<?xml version="1.0" encoding="{said}"?>{text}'.encode(real, "replace")

    return _anywhere(source, random, change)


MUTATORS = mutators(
    ("docx",),
    (
        unbalance,
        move_elements,
        deep_nesting,
        many_attributes,
        declare_entities,
        nasty_numbers,
        nasty_characters,
        other_encoding,
    ),
)
