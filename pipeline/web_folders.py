"""Folders of the web: the pages on which a server lists its files, and the links that stay below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from urllib.parse import unquote, urldefrag, urljoin, urlsplit, urlunsplit

from lxml import etree

from pipeline.archives import is_archive_name
from pipeline.locations import REPORT_SUFFIXES, shown
from pipeline.stores import (
    WEB,
    RemoteFile,
    describe_file,
    is_hidden,
    left_aside,
    open_store,
    open_stream,
    other_kind,
    told,
)
from schemas.document import UnreadableDocument

SECONDS = 60.0
"""For one page, and for one question about a file."""
LARGEST_PAGE = 4 << 20
DEEPEST = 8
MOST_PAGES = 2_000
"""A server that answers every address with a page would else be walked for ever."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of HTML where it was found after redirections, and what its links lead to, as printed."""

    url: str
    links: tuple[str, ...]


def list_web(url: str) -> Iterator[RemoteFile]:
    """The files behind an http(s) address: itself, or those linked on its page and on the pages of folders below.

    An address with `*` takes the files below the last folder before the star that fit (`**` crosses folders).
    A link counts where it leads below the folder on the same server; a folder that cannot be listed is told.
    """
    url = urldefrag(url).url
    path = urlsplit(url).path
    if "*" in path:
        root = urljoin(url, path[: path.rindex("/", 0, path.index("*")) + 1])
        fits = re.compile(import_module("fsspec.utils").glob_translate(unquote(path))).match
        yield from (file for file in _walk(root) if file.skip or fits(unquote(urlsplit(file.url).path)))
        return
    if path.lower().endswith(tuple(REPORT_SUFFIXES)) or is_archive_name(path):
        yield _ask(url)
        return
    try:
        page = _read_page(url)
    except UnreadableDocument as error:
        yield left_aside(url, error)
        return
    if page is not None and _server(page.url) != _server(url):
        yield RemoteFile(
            url, skip=("unreachable", f"{shown(url)}: it redirects to {shown(page.url)}; name that address")
        )
    elif page is not None and (path.endswith("/") or any(_below(page, _folder(page.url)))):
        yield from _walk(_folder(page.url), page)
    else:
        yield _ask(url)


def decode_loosely(raw: bytes) -> str:
    """Text of the web: UTF-8, else GB18030 with what does not fit replaced."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _walk(root: str, first: Page | None = None) -> Iterator[RemoteFile]:
    """The files of a folder and of those below it, no page and no file twice."""
    waiting = [(root, 0)]
    met, pages = {root}, 0
    while waiting:
        folder, depth = waiting.pop()
        pages += 1
        try:
            page = first if first is not None else _read_page(folder)
        except UnreadableDocument as error:
            yield left_aside(folder, error)
            continue
        first = None
        for link in _below(page, folder) if page is not None else ():
            name = unquote(urlsplit(link).path)
            if link in met or is_hidden(name.removeprefix(unquote(urlsplit(root).path))):
                continue
            met.add(link)
            if not name.endswith("/"):
                skip = other_kind(name)
                yield RemoteFile(link, skip=skip) if skip else _ask(link)
            elif depth == DEEPEST or pages + len(waiting) >= MOST_PAGES:
                yield RemoteFile(
                    link, skip=("unreachable", f"{shown(link)}: too many folders; name this one by itself")
                )
            else:
                waiting.append((link, depth + 1))


def _below(page: Page, folder: str) -> Iterator[str]:
    """The links of a page that lead below a folder, with the folder's own user and password."""
    own = urlsplit(folder)
    for printed in page.links:
        try:
            link = urlsplit(urljoin(page.url, printed))
        except ValueError:
            # A link that is no address, as http://[ is, leads nowhere.
            continue
        path, start = unquote(link.path), unquote(own.path)
        inside = path.startswith(start) and path != start and not {"..", "."} & set(path.split("/"))
        if inside and link.scheme in WEB and _server(link.geturl()) == _server(folder):
            query = "" if path.endswith("/") else link.query
            yield urlunsplit((link.scheme, own.netloc, link.path, query, ""))


def _folder(url: str) -> str:
    """The folder that a page lists: itself (reports, reports/), or that of a page with a file's name (index.html)."""
    path = urlsplit(url).path
    head, _, last = path.rpartition("/")
    return urljoin(url, f"{head}/" if "." in last or not last else f"{path}/")


def _server(url: str) -> str:
    """Host and port, without user and password."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def _read_page(url: str) -> Page | None:
    """The page at that address; None where something other than HTML stands there."""
    with open_stream(open_store(url), SECONDS) as handle, told(shown(url)):
        response = handle.r
        if response.content_type != "text/html":
            return None
        raw = b""
        while len(raw) <= LARGEST_PAGE and (block := handle.read(LARGEST_PAGE)):
            raw += block
    if len(raw) > LARGEST_PAGE:
        raise UnreadableDocument("too_large", f"{shown(url)}: a page of over {LARGEST_PAGE:,} bytes", "name its files")
    found = str(response.url)
    if _server(found) == _server(url):
        # aiohttp takes user and password off; the links will need them.
        found = urlsplit(found)._replace(netloc=urlsplit(url).netloc).geturl()
    return Page(found, _links(raw))


def _links(raw: bytes) -> tuple[str, ...]:
    """What the page's <a href> say, each once, in the order of the page."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    try:
        root = etree.fromstring(decode_loosely(raw).encode(), parser)
    except etree.XMLSyntaxError:
        # An empty page.
        return ()
    found = (anchor.get("href", "").strip() for anchor in root.iter("a")) if root is not None else ()
    return tuple(dict.fromkeys(urldefrag(link).url for link in found if link))


def _ask(url: str) -> RemoteFile:
    """A file with what the server tells of it: it may tell nothing, and fetching will then say why."""
    try:
        store = open_store(url)
        with told(shown(url)):
            return describe_file(url, store.files.info(url, timeout=SECONDS))
    except UnreadableDocument:
        return RemoteFile(url)
