"""Surgery on what the pages of a PDF draw: absurd numbers, crowds, broken fonts, bombs, pictures."""

from __future__ import annotations

import re
from random import Random

from tests.faults.fault import NASTY_NUMBERS, mutators
from tests.faults.pdf_objects import some_content, stream, take_apart, unpacked

_NUMBER = re.compile(rb"-?\d+\.?\d*")


def absurd_coordinates(source: bytes, random: Random) -> bytes:
    """Numbers of a page's drawing negative, endless or none; words of it exchanged."""
    objects = take_apart(source)
    number = some_content(objects, random)
    content = unpacked(objects.bodies[number])
    share = random.choice((0.001, 0.02, 0.5))
    values = [value.encode() for value in NASTY_NUMBERS] + [b"-1e30", b"3.4e38", b"0.0000001", b"[", b"<", b"("]
    objects.put_stream(
        number, _NUMBER.sub(lambda m: random.choice(values) if random.random() < share else m[0], content)
    )
    return objects.build()


def shuffled_drawing(source: bytes, random: Random) -> bytes:
    """Lines of a page's drawing in another order, doubled, or cut off."""
    objects = take_apart(source)
    number = some_content(objects, random)
    lines = unpacked(objects.bodies[number]).split(b"\n")
    for _ in range(random.randint(1, 200)):
        a, b = random.randrange(len(lines)), random.randrange(len(lines))
        lines[a], lines[b] = lines[b], random.choice((lines[a], lines[a], lines[b], lines[a][: len(lines[a]) // 2]))
    objects.put_stream(number, b"\n".join(lines))
    return objects.build()


def crowded_page(source: bytes, random: Random) -> bytes:
    """A page with very many paths, segments, rectangles, characters, states or clips."""
    objects = take_apart(source)
    count = random.choice((1000, 20_000))
    many = (
        lambda n: b"%d %d m %d %d l S" % (n % 600, n // 600, n % 600 + 50, n // 600),
        lambda n: b"%d %d l" % (n * 7 % 600, n * 13 % 800),
        lambda n: b"%d %d 30 12 re S" % (n * 37 % 570, n * 17 % 780),
        lambda n: b"BT /F1 4 Tf %d %d Td (%d) Tj ET" % (n * 37 % 570, n * 17 % 780, n),
        lambda n: b"q %d 0 99 800 re W n" % (n % 500),
        lambda n: b"%d 0 0 %d %d %d cm" % (1 + n % 2, 1 + n % 3, n % 3, n % 5),
        lambda n: b"0 %d 600 0.5 re f %d 0 0.5 800 re f" % (n % 800, n % 600),
        lambda n: b"BT /F1 4 Tf 10 10 Td (1) Tj ET",
    )
    draw = random.choice(many)
    font = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    page = random.choice(objects.pages or [objects.root])
    objects.set_entry(page, b"Resources", font)
    content = b"0 0 m\n" + b"\n".join(map(draw, range(count))) + b"\nS"
    objects.set_entry(page, b"Contents", b"%d 0 R" % objects.add(stream(content)))
    return objects.build()


def broken_fonts(source: bytes, random: Random) -> bytes:
    """Fonts without a program, a map of characters with wrong or no entries, widths of absurd sizes."""
    objects = take_apart(source)
    for number, body in list(objects.bodies.items()):
        head = body.partition(b"stream")[0]
        if b"/Font" not in head and b"CIDSystemInfo" not in unpacked(body)[:3000]:
            continue
        if b"begincmap" in (content := unpacked(body)):
            words = content.split(b" ")
            for _ in range(random.randint(1, 30)):
                words[random.randrange(len(words))] = random.choice(
                    (b"<D800>", b"<0000>", b"<FFFFFFFFFF>", b"<>", b"", b"99999")
                )
            objects.put_stream(number, b" ".join(words))
        elif random.random() < 0.6:
            key = random.choice(
                (
                    b"FontFile2",
                    b"ToUnicode",
                    b"Encoding",
                    b"DescendantFonts",
                    b"W",
                    b"DW",
                    b"Subtype",
                    b"FontDescriptor",
                )
            )
            objects.set_entry(
                number, key, random.choice((b"null", b"-99999999", b"[0[1e9 -1e9]]", b"/Identity-H", b"/x", b"[]"))
            )
    return objects.build()


def packed_twice(source: bytes, random: Random) -> bytes:
    """A page's drawing that is a bomb, or packed by filters that do not fit it."""
    objects = take_apart(source)
    page = random.choice(objects.pages or [objects.root])
    match random.randrange(3):
        case 0:
            unit = random.choice((b" ", b"q ", b"0 0 m ", b"BT ET ", b"(", b"[", b"<<"))
            number = objects.add(stream(unit * (8_000_000 // len(unit))))
        case 1:
            filters = random.choice(
                (b"/FlateDecode " * 40, b"/LZWDecode", b"/DCTDecode", b"/JBIG2Decode", b"/Crypt", b"/RunLengthDecode")
            )
            number = objects.add(
                b"<</Length 400/Filter[%s]>>\nstream\n%s\nendstream" % (filters, random.randbytes(400))
            )
        case _:
            parameters = b"/DecodeParms<</Predictor %d/Columns %d/Colors %d/BitsPerComponent 32>>" % (
                random.choice((2, 12, 15, 99)), random.choice((0, -1, 2147483647)), random.choice((1, 255, 2147483647)),
            )  # fmt: skip
            number = objects.add(stream(b"0 0 m " * 500, parameters))
    objects.set_entry(page, b"Contents", b"%d 0 R" % number)
    return objects.build()


def images(source: bytes, random: Random) -> bytes:
    """Pictures that say they are enormous, in the page's drawing and beside it."""
    objects = take_apart(source)
    side = random.choice((1, 65535, 2147483647, -1))
    kind = random.choice((b"/FlateDecode", b"/DCTDecode", b"/JPXDecode", b"/JBIG2Decode", b"/CCITTFaxDecode"))
    image = objects.add(
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter%s/Length 99>>\nstream\n%s\nendstream"
        % (side, side, kind, random.randbytes(99))
    )
    page = random.choice(objects.pages or [objects.root])
    objects.set_entry(page, b"Resources", b"<</XObject<</I %d 0 R>>>>" % image)
    inline = b"BI /W %d /H %d /CS /RGB /BPC 8 /F /Fl ID %s EI" % (side, side, random.randbytes(40))
    content = b"q 500 0 0 500 0 0 cm /I Do Q " * random.choice((1, 2000)) + random.choice((b"", inline))
    objects.set_entry(page, b"Contents", b"%d 0 R" % objects.add(stream(content)))
    return objects.build()


MUTATORS = mutators(
    ("pdf",),
    (
        absurd_coordinates,
        shuffled_drawing,
        crowded_page,
        broken_fonts,
        packed_twice,
        images,
    ),
)
