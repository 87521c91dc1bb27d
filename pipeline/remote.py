"""Files behind URLs: what a URL holds, and the copy of a file that is read."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from pipeline.locations import shown
from pipeline.stores import (
    TOO_SLOW_ADVICE,
    WEB,
    RemoteFile,
    check_url,
    describe_file,
    is_hidden,
    left_aside,
    open_store,
    open_stream,
    other_kind,
    told,
)
from pipeline.web_folders import decode_loosely, list_web
from schemas.document import UnreadableDocument

BLOCK = 1 << 20
LONGEST_NAME = 150
"""Bytes of a file's name, so that every file system takes it."""
LONGEST_SUFFIX = 10
SUFFIXES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-tar": ".tar",
    "application/x-zip-compressed": ".zip",
    "application/zip": ".zip",
    "text/plain": ".txt",
}
# What some system takes for more than a character of a name.
_UNFIT = re.compile(r'[\\/:*?"<>|]')
_MAGIC = re.compile(r"[*?\[]")


def list_remote(url: str) -> Iterator[RemoteFile]:
    """What a URL holds: one file, the reports and archives of a folder and those below it, or those that fit a glob.

    What looks like no report, and a folder that cannot be listed, comes with the reason; nothing is left out in
    silence but hidden files. Raises UserError for a URL that may not be read, and where its package is missing.
    """
    return list_web(url) if check_url(url) in WEB else _list_store(url)


def fetch(remote: RemoteFile, into: Path, most_bytes: int, seconds: float) -> Path:
    """Copy a file into a folder of its own below `into`, under the name that the store gives it; returns the copy.

    An earlier copy of the same URL is replaced when the new one is whole. `seconds` limits the whole of a web
    request; other stores are stopped between two blocks. Raises UnreadableDocument: not_found, no_access, unreachable,
    too_slow, too_large. What goes wrong with `into` is an OSError.
    """
    deadline = time.monotonic() + seconds
    if remote.size is not None and remote.size > most_bytes:
        raise _too_large(remote, most_bytes)
    store = open_store(remote.url)
    with open_stream(store, seconds) as handle:
        folder = into / hashlib.sha256(remote.place.encode()).hexdigest()[:16]
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / (_web_name(remote.url, handle.r) if store.is_web else _last_name(store.path))
        part = target.with_name(f"{target.name}.part")
        try:
            with part.open("wb") as copy:
                for block in _blocks(handle, remote, most_bytes, deadline):
                    copy.write(block)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    return target


def _list_store(url: str) -> Iterator[RemoteFile]:
    """The files of a store that is not the web, in the order of their names."""
    magic = _MAGIC.search(url)
    root = url[: url.rindex("/", 0, magic.start())] if magic else url.rstrip("/")
    try:
        store = open_store(url)
        with told(shown(url)):
            store.files.invalidate_cache()
            single = None if magic else store.files.info(store.path)
            if single is None or single["type"] == "directory":
                find = store.files.glob if magic else store.files.find
                found = sorted(find(store.path, detail=True).items())
    except UnreadableDocument as error:
        yield left_aside(url, error)
        return
    if single is not None and single["type"] != "directory":
        yield describe_file(url, single)
        return
    base = store.files._strip_protocol(root).rstrip("/")
    for name, details in found:
        inside = name.removeprefix(f"{base}/")
        if details["type"] != "directory" and not is_hidden(inside):
            skip = other_kind(inside)
            child = f"{root}/{inside}"
            yield RemoteFile(child, skip=skip) if skip else describe_file(child, details)


def _blocks(handle: Any, remote: RemoteFile, most_bytes: int, deadline: float) -> Iterator[bytes]:
    taken = 0
    while True:
        with told(remote.place):
            block = handle.read(BLOCK)
        if not block:
            return
        taken += len(block)
        if taken > most_bytes:
            raise _too_large(remote, most_bytes)
        if time.monotonic() > deadline:
            raise UnreadableDocument("too_slow", f"{remote.place}: it did not come in time", TOO_SLOW_ADVICE)
        yield block


def _too_large(remote: RemoteFile, most_bytes: int) -> UnreadableDocument:
    return UnreadableDocument(
        "too_large", f"{remote.place}: over {most_bytes:,} bytes", "fetch it by hand and split it"
    )


def _web_name(url: str, response: Any) -> str:
    """The name in the URL; where its suffix says nothing, the one that the server gives, and the suffix of its type."""
    name = _last_name(decode_loosely(unquote_to_bytes(urlsplit(url).path)))
    disposition = response.content_disposition
    if other_kind(name) and disposition is not None and disposition.filename:
        name = _clean(disposition.filename)
    return name + SUFFIXES.get(response.content_type, "") if other_kind(name) else name


def _last_name(path: str) -> str:
    return _clean(path.rstrip("/").rpartition("/")[2])


def _clean(name: str) -> str:
    """The name without what a file's name may not hold, and not longer than it may be; its suffix stays."""
    plain = _UNFIT.sub("_", "".join(char if char.isprintable() else "_" for char in name)).strip(". ") or "download"
    stem, dot, suffix = plain.rpartition(".")
    if not stem or len(suffix) > LONGEST_SUFFIX:
        stem, dot, suffix = plain, "", ""
    room = LONGEST_NAME - len(f"{dot}{suffix}".encode())
    return f"{stem.encode()[:room].decode(errors='ignore')}{dot}{suffix}"
