"""The manifest: what an operator knows of the files and addresses to read, one line each, better than their covers."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.csv_lists import DAY, NAME, YEAR, Columns, Entry, read_list
from pipeline.locations import MEMBER_MARK, is_url, shown, split_member
from schemas.override import Override

COLUMNS: Columns = {
    "path": ("文件", "路径", "文件路径", "file"),
    "url": ("网址", "链接", "link"),
    "organisation": ("单位", "单位名称", "部门", "部门名称", "organization"),
    "year": ("年度", "fiscal_year"),
    "published_date": ("公开日期", "发布日期"),
}


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """A line: a file (absolute path), or a `member` of an archive, or else an address; and what is known of it.

    Where a line has both, the file is read and the address is only where it was published. `url` is as written and
    may hold a password; `override.source_url` and `place` do not.
    """

    line: int
    path: Path | None
    member: str | None
    url: str | None
    override: Override

    @property
    def place(self) -> str:
        """The file, the member or the address, as it may be shown and stored."""
        if self.path is None:
            return shown(self.url or "")
        return self.path.as_posix() if self.member is None else f"{self.path.as_posix()}{MEMBER_MARK}{self.member}"


@dataclass(frozen=True, slots=True)
class ManifestInputs:
    """The rows that can be read, and those whose file is not there; whether a member is, only its archive knows."""

    found: tuple[ManifestRow, ...]
    missing: tuple[ManifestRow, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows in order, each file and address once; `ignored_columns` are the headings that mean nothing here."""

    path: Path
    rows: tuple[ManifestRow, ...]
    ignored_columns: tuple[str, ...]
    _overrides: dict[str, Override]

    def override_of(self, stored: Path | str) -> Override | None:
        """What the manifest says of a file, a member (a.zip!/x.docx) or an address; None where it says nothing.

        A path may be relative to the working directory, or lead there by links.
        """
        return self._overrides.get(_key(str(stored)))

    def inputs(self) -> ManifestInputs:
        """The rows as inputs of a run; touches each file once."""
        missing = [row for row in self.rows if row.path is not None and not _is_there(row.path)]
        lines = {row.line for row in missing}
        return ManifestInputs(tuple(row for row in self.rows if row.line not in lines), tuple(missing))


def read_manifest(path: Path) -> Manifest:
    """The manifest of a CSV file with the columns path, url, organisation, year and published_date, or Chinese ones.

    A relative path starts at the manifest's folder. Raises UserError, which names file, line, column and remedy, for
    a cell that cannot be read, a line without path and address, and two lines that disagree on one document.
    """
    listed = read_list(path, COLUMNS)
    rows: dict[str, ManifestRow] = {}
    for entry in listed.entries:
        row = _row(entry, path.absolute().parent)
        key = _key(row.place)
        earlier = rows.setdefault(key, row)
        if earlier.override != row.override:
            column = "url" if row.path is None else "path"
            raise entry.error(column, f"line {earlier.line} says something else of it", "keep one of the two lines")
    return Manifest(path, tuple(rows.values()), listed.ignored, {key: row.override for key, row in rows.items()})


def _row(entry: Entry, folder: Path) -> ManifestRow:
    printed = entry.cells["path"].replace("\\", "/")
    url = entry.cells["url"] or None
    if not printed and url is None:
        raise entry.error("path", "neither a path nor an address", "write the document's path or its url, or both")
    if is_url(printed):
        raise entry.error("path", "an address", "write it in the column url")
    if url is not None and not is_url(url):
        raise entry.error("url", f"{url} is no address", "write it whole, as https://...")
    file, member = split_member(printed)
    override = Override(
        organisation=entry.read("organisation", NAME),
        fiscal_year=entry.read("year", YEAR),
        published_date=entry.read("published_date", DAY),
        source_url=url and shown(url),
    )
    return ManifestRow(entry.line, folder / file if printed else None, member, url, override)


def _key(place: str) -> str:
    """Under what a place is looked up: an address as shown, a file by its real path."""
    if is_url(place):
        return shown(place)
    file, member = split_member(place)
    real = _real_path(Path(file).absolute())
    return real if member is None else f"{real}{MEMBER_MARK}{member}"


def _real_path(file: Path) -> str:
    """The absolute path without links: each folder is resolved once, for a run looks up every file of an inbox."""
    if file.name in ("", "..") or file.is_symlink():
        return os.path.realpath(file)
    return f"{_real_folder(str(file.parent))}{os.sep}{file.name}"


@lru_cache(maxsize=4096)
def _real_folder(folder: str) -> str:
    return os.path.realpath(folder)


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:
        # In a folder that may not be entered: the reader will meet the same error, and say which.
        return True
