from __future__ import annotations


def find_undisclosed(c, e):
    return ()


def read_expected(p):
    return ()
