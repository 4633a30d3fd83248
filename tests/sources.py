"""The files of the program as Python reads them: each once, for all tests that look at them."""

import ast
from functools import cache


@cache
def tree(path):
    return ast.parse(path.read_text("utf-8"))


@cache
def everything_in(path):
    """Return every node of a file."""
    return tuple(ast.walk(tree(path)))
