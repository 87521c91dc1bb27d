"""A PDF taken apart into its objects and put together again, for the surgeons."""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import dataclass
from random import Random

_OBJECT = re.compile(rb"(?<!\d)(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"^(.*?)\bstream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_REFERENCE = re.compile(rb"(\d+) 0 R")


@dataclass(slots=True)
class Objects:
    """The objects of a PDF by number, without their obj and endobj, and the number of its catalog."""

    bodies: dict[int, bytes]
    root: int

    @property
    def pages(self) -> list[int]:
        """The numbers of the pages."""
        return self.of_type(b"Page")

    def of_type(self, name: bytes) -> list[int]:
        """The numbers of the objects of a /Type."""
        typed = re.compile(rb"/Type\s*/%s\b(?!\w)" % name)
        return [number for number, body in self.bodies.items() if typed.search(body)]

    def add(self, body: bytes) -> int:
        """Puts in a new object; its number."""
        number = max(self.bodies, default=0) + 1
        self.bodies[number] = body
        return number

    def set_entry(self, number: int, key: bytes, value: bytes) -> None:
        """Gives a dictionary an entry before all others; an older one of the same key is renamed."""
        body = re.sub(rb"/%s(?![A-Za-z])" % key, b"/Old" + key, self.bodies[number])
        self.bodies[number] = body.replace(b"<<", b"<</%s %s " % (key, value), 1)

    def contents(self) -> list[int]:
        """The numbers of the pages' content streams."""
        found = []
        for page in self.pages:
            match = re.search(rb"/Contents\s*(\[[^\]]*\]|\d+ 0 R)", self.bodies[page])
            found += [int(number) for number in _REFERENCE.findall(match[1])] if match else []
        return [number for number in found if number in self.bodies]

    def put_stream(self, number: int, content: bytes, more: bytes = b"") -> None:
        """Makes an object a deflated stream."""
        self.bodies[number] = stream(content, more)

    def build(self, *, table: bool = True) -> bytes:
        """The file, with a cross-reference table that is right, or without one."""
        out = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
        places = {}
        for number, body in self.bodies.items():
            places[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body.strip())
        start = len(out)
        if table:
            size = max(places, default=0) + 1
            rows = (b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size))
            out += b"xref\n0 %d\n%s" % (size, b"".join(rows))
        out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(self.bodies) + 1, self.root, start)
        return bytes(out)


def take_apart(source: bytes) -> Objects:
    """The objects of a file that this project's samples are like; an object that stands twice counts once."""
    bodies = {int(match[1]): match[2] for match in _OBJECT.finditer(source)}
    root = _ROOT.search(source)
    return Objects(bodies or {1: b"<<>>"}, int(root[1]) if root else 1)


def stream(content: bytes, more: bytes = b"") -> bytes:
    """The body of a deflated stream object."""
    packed = zlib.compress(content, 6)
    return b"<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream" % (len(packed), more, packed)


def unpacked(body: bytes) -> bytes:
    """What the stream of an object holds; nothing where it is none, or packed in another way."""
    match = _STREAM.search(body)
    if match is None:
        return b""
    content = match[2]
    try:
        if b"/ASCII85Decode" in match[1]:
            content = base64.a85decode(content.strip().removesuffix(b"~>"))
        return zlib.decompressobj().decompress(content) if b"/FlateDecode" in match[1] else content
    except (ValueError, zlib.error):
        return b""


def some_content(objects: Objects, random: Random) -> int:
    """The number of a page's content stream; of any object where there is none."""
    return random.choice(objects.contents() or list(objects.bodies))
