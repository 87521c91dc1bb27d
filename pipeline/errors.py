"""What the user can mend: one line that says what is wrong and where, and what to do."""

from __future__ import annotations


class UserError(Exception):
    """Ends the command with one line on the error stream and exit status 1."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what}; {advice}")
