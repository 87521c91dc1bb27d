"""Archives as inputs: zip and tar files become spooled documents, whatever a hostile one tries.

`pipeline.archives.unpacking` has the door, `unpack`. Here stand only the names by which a search knows an archive:
a command that unpacks nothing pays for no decompressor.
"""

from __future__ import annotations

ARCHIVE_SUFFIXES = frozenset({".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz"})
"""What a folder, and an archive itself, is searched for; the content then decides which kind it is."""


def is_archive_name(name: str) -> bool:
    """Whether a file of this name is taken for an archive; the case of the letters does not matter."""
    return name.lower().endswith(tuple(ARCHIVE_SUFFIXES))
