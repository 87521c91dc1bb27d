"""Where the shared material stands, if it does: tests that need it skip visibly where it is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "devset").is_dir(), reason="../shared is not beside this checkout")
