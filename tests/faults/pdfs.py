"""Surgery on the objects of a PDF: tables that lie, loops, absurd boxes, actions, keys that do not exist."""

from __future__ import annotations

import re
from random import Random

from tests.faults.fault import mutators
from tests.faults.pdf_objects import stream, take_apart

_WORDS = re.compile(rb"/[A-Za-z0-9]+|\d+ 0 R|-?\d+\.?\d*|<<|>>|\[|\]|\([^)]*\)|true|null")
_NUMBER = re.compile(rb"-?\d+\.?\d*")
_BOXES = (
    b"[0 0 1e9 1e9]", b"[0 0 0 0]", b"[-99999999 -99999999 99999999 99999999]", b"[100 100 -100 -100]", b"[0 0 595]",
    b"[NaN NaN NaN NaN]", b"[0 0 99999999999999999999 1]", b"[]", b"null", b"[0 0 0.0001 0.0001]", b"[0 0 3.4e38 3.4e38]",
)  # fmt: skip
_ACTIONS = (
    b"<</S/JavaScript/JS(app.launchURL('http://127.0.0.1:9/');)>>", b"<</S/Launch/F(cmd.exe)/Win<</F(cmd.exe)>>>>",
    b"<</S/URI/URI(http://127.0.0.1:9/)>>", b"<</S/GoToR/F(http://127.0.0.1:9/x.pdf)/D[0/Fit]>>",
    b"<</S/SubmitForm/F<</FS/URL/F(http://127.0.0.1:9/)>>>>", b"<</S/ImportData/F(\\\\\\\\127.0.0.1\\\\x)>>",
)  # fmt: skip


def lie_in_xref(source: bytes, random: Random) -> bytes:
    """Offsets, counts or the start of the cross-reference table are wrong."""
    at = max(source.rfind(b"xref\n0"), 0)
    tail = _NUMBER.sub(
        lambda m: (
            str(random.choice((0, 1, 9999999999, -5, random.randrange(len(source))))).encode()
            if random.random() < 0.2
            else m[0]
        ),
        source[at:],
    )
    return source[:at] + tail


def lie_in_dictionaries(source: bytes, random: Random) -> bytes:
    """Numbers, names and references anywhere in the dictionaries exchanged for others."""
    objects = take_apart(source)
    words = [word for body in objects.bodies.values() for word in _WORDS.findall(body[:2000].partition(b"stream")[0])]
    for number in random.sample(list(objects.bodies), min(len(objects.bodies), random.randint(1, 6))):
        head, mark, rest = objects.bodies[number].partition(b"stream")
        new = _WORDS.sub(lambda m: random.choice(words) if random.random() < 0.15 else m[0], head)
        objects.bodies[number] = new + mark + rest
    return objects.build(table=random.random() < 0.8)


def lie_about_lengths(source: bytes, random: Random) -> bytes:
    """Streams that are shorter or longer than they say."""
    objects = take_apart(source)
    value = random.choice((b"0", b"1", b"-1", b"999999999", b"99999999999999999999", b"null", b"1 0 R", b"(x)"))
    share = random.choice((0.1, 1.0))
    for number, body in objects.bodies.items():
        if b"stream" in body and random.random() < share:
            head, mark, rest = body.partition(b"stream")
            objects.bodies[number] = re.sub(rb"/Length\s+\d+( 0 R)?", b"/Length " + value, head) + mark + rest
    return objects.build()


def drop_objects(source: bytes, random: Random) -> bytes:
    """Some objects missing, others in each other's place."""
    objects = take_apart(source)
    for number in random.sample(list(objects.bodies), min(len(objects.bodies) - 1, random.randint(1, 4))):
        if random.random() < 0.6:
            del objects.bodies[number]
        else:
            objects.bodies[number] = objects.bodies[random.choice(list(objects.bodies))]
    return objects.build(table=random.random() < 0.8)


def page_tree_loops(source: bytes, random: Random) -> bytes:
    """Pages that are their own parents or kids, and trees a thousand deep."""
    objects = take_apart(source)
    tree = random.choice(objects.of_type(b"Pages") or [objects.root])
    page = random.choice(objects.pages or [objects.root])
    match random.randrange(5):
        case 0:
            objects.set_entry(tree, b"Kids", b"[%d 0 R]" % tree)
        case 1:
            objects.set_entry(tree, b"Kids", b"[%d 0 R %d 0 R %d 0 R]" % (page, tree, page))
        case 2:
            objects.set_entry(page, b"Parent", b"%d 0 R" % page)
        case 3:
            for _ in range(1500):
                tree = objects.add(b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % tree)
            objects.set_entry(objects.root, b"Pages", b"%d 0 R" % tree)
        case _:
            objects.set_entry(tree, b"Count", random.choice((b"-1", b"0", b"1", b"2147483647", b"99999999999", b"/x")))
    return objects.build()


def shared_page(source: bytes, random: Random) -> bytes:
    """Thousands of pages that are one and the same object; most of them are small."""
    objects = take_apart(source)
    tree, page = (
        random.choice(objects.of_type(b"Pages") or [objects.root]),
        random.choice(objects.pages or [objects.root]),
    )
    content = objects.add(stream(b"BT /F1 9 Tf 50 500 Td (12.50) Tj ET 10 10 m 90 10 l S"))
    objects.set_entry(page, b"Contents", b"%d 0 R" % content)
    count = random.choice((300, 3000))
    objects.set_entry(tree, b"Kids", b"[%s]" % (b"%d 0 R " % page * count))
    objects.set_entry(tree, b"Count", b"%d" % count)
    return objects.build()


def form_loops(source: bytes, random: Random) -> bytes:
    """Form XObjects that draw themselves, each other, or each the next one several times."""
    objects = take_apart(source)
    first, count, times = max(objects.bodies) + 1, *random.choice((*((1, 1), (400, 1), (3, 1)) * 8, (7, 3)))
    circle = random.random() < 0.5
    for n in range(count):
        follower = first + (n + 1) % count if circle or n + 1 < count else first + n
        resources = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X %d 0 R>>>>" % follower
        objects.add(stream(b"/X Do 10 10 m 500 10 l S " * times, resources))
    page = random.choice(objects.pages or [objects.root])
    objects.set_entry(page, b"Resources", b"<</XObject<</X %d 0 R>>>>" % first)
    objects.set_entry(page, b"Contents", b"%d 0 R" % objects.add(stream(b"/X Do " * times)))
    return objects.build()


def other_loops(source: bytes, random: Random) -> bytes:
    """Outlines, contents, lengths, fonts and page properties that refer to themselves."""
    objects = take_apart(source)
    number = max(objects.bodies) + 1
    page = random.choice(objects.pages or [objects.root])
    match random.randrange(5):
        case 0:
            objects.add(b"<</First %d 0 R/Last %d 0 R/Next %d 0 R/Parent %d 0 R/Title(x)>>" % ((number,) * 4))
            objects.set_entry(objects.root, b"Outlines", b"%d 0 R" % number)
        case 1:
            objects.add(b"[%d 0 R %d 0 R]" % (number, number))
            objects.set_entry(page, b"Contents", b"%d 0 R" % number)
        case 2:
            objects.add(b"<</Length %d 0 R>>\nstream\nq Q\nendstream" % number)
            objects.set_entry(page, b"Contents", b"[%d 0 R]" % number)
        case 3:
            objects.add(
                b"<</Type/Font/Subtype/Type0/BaseFont/X/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (number, number)
            )
            objects.set_entry(page, b"Resources", b"<</Font<</F1 %d 0 R>>>>" % number)
        case _:
            objects.add(b"%d 0 R" % number)
            for key in (b"MediaBox", b"Rotate", b"Resources"):
                objects.set_entry(page, key, b"%d 0 R" % number)
    return objects.build()


def absurd_pages(source: bytes, random: Random) -> bytes:
    """Boxes without end, without extent or without sense; rotations and units likewise."""
    objects = take_apart(source)
    for page in objects.pages or [objects.root]:
        objects.set_entry(page, random.choice((b"MediaBox", b"CropBox")), random.choice(_BOXES))
        if random.random() < 0.4:
            objects.set_entry(page, b"Rotate", random.choice((b"45", b"-90", b"999999999999", b"/x", b"90.5")))
        if random.random() < 0.3:
            objects.set_entry(page, b"UserUnit", random.choice((b"0", b"-1", b"1e9", b"NaN")))
    return objects.build()


def actions(source: bytes, random: Random) -> bytes:
    """Scripts, programs and addresses that open with the file, a page or a field; attached files and forms."""
    objects = take_apart(source)
    action = random.choice(_ACTIONS)
    page = random.choice(objects.pages or [objects.root])
    objects.set_entry(objects.root, b"OpenAction", action)
    objects.set_entry(page, b"AA", b"<</O %s/C %s>>" % (action, action))
    kind = random.choice(
        (
            b"/Widget/FT/Tx/T(x)/V(12.50)",
            b"/FreeText/Contents(12.50)/DA(/F1 9 Tf)",
            b"/Link",
            b"/Stamp",
            b"/Popup",
            b"/3D",
        )
    )
    field = objects.add(b"<</Type/Annot/Subtype%s/Rect[10 10 200 40]/A %s/AA<</E %s>>>>" % (kind, action, action))
    objects.bodies[field] = (
        objects.bodies[field].replace(b"/Rect", b"/Parent %d 0 R/Kids[%d 0 R]/Rect" % (field, field), 1)
        if random.random() < 0.3
        else objects.bodies[field]
    )
    objects.set_entry(page, b"Annots", b"[%s]" % (b"%d 0 R " % field * random.choice((1, 2, 500))))
    objects.set_entry(objects.root, b"AcroForm", b"<</Fields[%d 0 R]/NeedAppearances true/XFA(x)>>" % field)
    objects.set_entry(
        objects.root,
        b"Names",
        b"<</JavaScript<</Names[(x) %s]>>/EmbeddedFiles<</Names[(x)<</F(../../x)>>]>>>>" % action,
    )
    return objects.build()


def encrypted_by_a_lie(source: bytes, random: Random) -> bytes:
    """A trailer that says the file is encrypted, in a way that does not exist or with keys that do not fit."""
    objects = take_apart(source)
    way = b"<</Filter/%s/V %d/R %d/Length %d/P -44/O(%s)/U(%s)>>" % (
        random.choice((b"Standard", b"None", b"Adobe.PubSec")), random.randint(0, 6), random.randint(0, 7),
        random.choice((0, 40, 128, 256, 999999)), b"x" * random.choice((0, 32, 48, 5000)), b"y" * random.choice((0, 32, 48)),
    )  # fmt: skip
    return objects.build().replace(b"trailer\n<<", b"trailer\n<</Encrypt %s/ID[(a)(b)]" % way)


MUTATORS = mutators(
    ("pdf",),
    (
        lie_in_xref,
        lie_in_dictionaries,
        lie_about_lengths,
        drop_objects,
        page_tree_loops,
        shared_page,
        form_loops,
        other_loops,
        absurd_pages,
        actions,
        encrypted_by_a_lie,
    ),
)
