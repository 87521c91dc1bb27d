"""How reading grows with the pages: the same pages again and again in one file, each file in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

from tests.shared import ROOT

PAGES = (125, 250, 500, 1000)
_READ = r"""
import re, sys, time
from pathlib import Path
from extractors.readers import read
start = time.process_time()
pages = read(Path(sys.argv[1])).pages
seconds = time.process_time() - start
peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
print(pages / seconds, int(peak.group(1)) / 1024 if peak else 0)
"""
"""VmHWM is the peak of this program alone; ru_maxrss would begin with the parent's. Linux only: 0 elsewhere."""


def repeat_pages(source: Path, pages: int, target: Path) -> None:
    """Writes a PDF of so many pages, the source's over and over."""
    with pypdfium2.PdfDocument(source) as given, pypdfium2.PdfDocument.new() as grown:
        while (missing := pages - len(grown)) > 0:
            grown.import_pages(given, list(range(min(len(given), missing))))
        grown.save(target)


def measure_growth(source: Path) -> list[tuple[str, str, str]]:
    """Rows of pages, pages a second (processor time) and peak megabytes."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for pages in PAGES:
            path = Path(folder) / f"{pages}.pdf"
            repeat_pages(source, pages, path)
            done = subprocess.run(
                [sys.executable, "-c", _READ, path], cwd=ROOT, capture_output=True, text=True, check=True
            )
            rate, peak = done.stdout.split()
            rows.append((str(pages), f"{float(rate):,.0f}", f"{float(peak):,.0f}"))
    return rows
