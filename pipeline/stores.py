"""Stores behind a URL, reached through fsspec: which are let in, how they are opened, what their errors mean."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from extractors.version import RELEASE
from pipeline.archives import is_archive_name
from pipeline.errors import UserError
from pipeline.locations import REPORT_SUFFIXES, shown
from schemas.document import UnreadableDocument

WEB = ("http", "https")
NETWORK_SCHEMES = {
    *WEB, "abfs", "abfss", "adl", "az", "ftp", "gcs", "gs", "hdfs", "oci", "oss", "s3", "s3a", "sftp", "smb", "ssh",
    "tos", "webhdfs",
}  # fmt: skip
"""Schemes of fsspec that lead over the network. Others lead to this machine (file, memory) or hide a second URL."""

# What a store's details call the mark by which a change shows; a size alone is none, for figures change within it.
STAMPS = (
    "etag", "content-md5", "md5hash", "generation", "versionid", "last-modified", "lastmodified", "last_modified",
    "mtime", "modified", "modify", "updated", "created",
)  # fmt: skip
# What the stores' own packages raise beside OSError; named, for only those in use are installed.
ERRORS = {
    "aiohttp": "ClientError",
    "azure.core.exceptions": "AzureError",
    "botocore.exceptions": "BotoCoreError",
    "ftplib": "Error",
    "google.auth.exceptions": "GoogleAuthError",
    "paramiko": "SSHException",
}
TOO_SLOW_ADVICE = "try again later, or fetch it by hand"
REMOTE = 'install the extra: pip install "juesuan[remote]"'


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file behind a URL, or one left aside.

    `size` in bytes and `stamp`, equal as long as the file is, where the store tells them. `skip` is (reason, message):
    other_kind for what looks like no report, else the reason of an UnreadableDocument.
    """

    url: str = field(repr=False)
    """As it is fetched: it may hold a password."""
    size: int | None = None
    stamp: str | None = None
    skip: tuple[str, str] | None = None

    @property
    def place(self) -> str:
        """The URL as it may be shown and stored."""
        return shown(self.url)


@dataclass(frozen=True, slots=True)
class Store:
    """A file system of fsspec, and the path that the URL has in it."""

    url: str
    files: Any
    path: str

    @property
    def is_web(self) -> bool:
        """Whether it is reached by http(s), where a path is a URL."""
        return check_url(self.url) in WEB


def check_url(url: str) -> str:
    """The scheme of a URL that may be read, in small letters. Raises UserError for one that may not."""
    scheme = url.partition("://")[0].lower()
    if "::" in scheme or ("::" in url and scheme not in WEB):
        raise UserError(f"{shown(url)}: a chain of URLs", "name the file itself; archives are opened anyway")
    if scheme in ("file", "local"):
        raise UserError(f"{url}: a file of this machine", "name it by its path")
    if scheme not in NETWORK_SCHEMES:
        known = ", ".join(sorted(NETWORK_SCHEMES))
        raise UserError(f"{shown(url)}: {scheme} is no scheme that reports are read from", f"the schemes are {known}")
    return scheme


def open_store(url: str) -> Store:
    """The store of a URL that check_url lets in.

    Raises UserError where a package is missing, UnreadableDocument where the store cannot be reached.
    """
    try:
        fsspec = import_module("fsspec")
    except ImportError as error:
        raise UserError(f"{shown(url)}: reading a URL needs the package fsspec", REMOTE) from error
    try:
        with told(shown(url)):
            if check_url(url) in WEB:
                client = {"headers": {"User-Agent": f"juesuan/{RELEASE}", "Accept-Encoding": "identity"}}
                files = fsspec.filesystem("http", client_kwargs=client | {"trust_env": True})
                return Store(url, files, url)
            return Store(url, *fsspec.url_to_fs(url))
    except ImportError as error:
        raise UserError(f"{shown(url)}: {error}", f"{REMOTE}, and the package of this store") from error


def open_stream(store: Store, seconds: float) -> Any:
    """The file behind the URL as a stream of bytes; a web request ends after so many seconds, reading included.

    Raises UnreadableDocument, and reading on inside a `told` does. The `r` of a web stream is aiohttp's response.
    """
    options: dict[str, Any] = {}
    if store.is_web:
        # The whole in one request, not by ranges; a size, whichever, spares the question for it.
        options = {"block_size": 0, "size": -1, "timeout": import_module("aiohttp").ClientTimeout(total=seconds)}
    with told(shown(store.url)):
        return store.files.open(store.path, "rb", **options)


@contextmanager
def told(place: str) -> Iterator[None]:
    """Whatever goes wrong with the store inside the block becomes an UnreadableDocument at `place`."""
    try:
        yield
    except _store_errors() as error:
        reason, what, advice = _meaning(error)
        raise UnreadableDocument(reason, f"{place}: {what}", advice) from error


def describe_file(url: str, details: Mapping[str, Any]) -> RemoteFile:
    """A file by what its store tells of it."""
    size = details.get("size")
    marks = {name.lower(): value for name, value in details.items() if name.lower() in STAMPS and value is not None}
    stamp = ";".join(f"{name}={marks[name]}" for name in STAMPS if name in marks)
    return RemoteFile(url, size, f"{stamp};size={size}" if stamp else None)


def left_aside(url: str, error: UnreadableDocument) -> RemoteFile:
    """A file or a folder that cannot be reached, with the reason."""
    return RemoteFile(url, skip=(error.reason, f"{error.where}; {error.advice}"))


def other_kind(name: str) -> tuple[str, str] | None:
    """Why a folder's file of that name is left aside; None for a report or an archive."""
    suffix = re.search(r"(\.[^./]+)?$", name.lower())
    kind = suffix[0] if suffix else ""
    if kind in REPORT_SUFFIXES or is_archive_name(name):
        return None
    return "other_kind", f"{kind or 'a file without suffix'} is no report and no archive"


def is_hidden(path: str) -> bool:
    """Whether a path below a folder is no input at all: hidden, or an office program's lock."""
    return any(part.startswith((".", "~$", "__MACOSX")) for part in path.split("/"))


def _store_errors() -> tuple[type[Exception], ...]:
    own = [getattr(sys.modules[module], name) for module, name in ERRORS.items() if module in sys.modules]
    return (OSError, EOFError, ValueError, *own)


def _meaning(error: Exception) -> tuple[str, str, str]:
    """Reason, what happened and advice. The error's own words may hold the password of its URL."""
    status = getattr(error, "status", None)
    if isinstance(error, TimeoutError):
        return "too_slow", "it did not come in time", TOO_SLOW_ADVICE
    if isinstance(error, FileNotFoundError) or status in (404, 410):
        return "not_found", "nothing stands there", "check the address"
    if isinstance(error, PermissionError) or status in (401, 403):
        return "no_access", "the store refuses it", "check the address and the credentials"
    if type(error).__name__ == "TooManyRedirects":
        return "unreachable", "it redirects without end", "check the address in a browser"
    said = f"the server answers {status}" if status else shown(" ".join(str(error).split())) or type(error).__name__
    return "unreachable", said, "check the address, or try again later"
