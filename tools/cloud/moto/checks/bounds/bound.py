"""How a bound is written down that AWS's models state in words only."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Bound:
    """
    service: botocore's name
    member: operation and member, such as "Create*.Tags.*.Key". `*` stands for anything between two dots, `**` for
      anything. An operation alone stands for its whole input.
    asks: what AWS asks for, for whoever breaks it
    holds: whether a value is as AWS asks
    words: the sentence that says so, from the documentation in botocore's model, or from the page `source`
    said_of: whose documentation has it, as operation and member, or as a shape. Default: the member's own
    """

    service: str
    member: str
    asks: str
    holds: Callable[[Any], bool]
    words: str
    said_of: str = ""
    source: str = ""

    def is_for(self, path):
        return self._pattern.fullmatch(path) is not None

    @cached_property
    def _pattern(self):
        parts = re.split(r"(\*\*?)", self.member)
        return re.compile("".join({"*": "[^.]*", "**": ".*"}.get(part, re.escape(part)) for part in parts))


def text(pattern, most=None):
    """What all of a text matches, and how many characters it has at most."""
    whole = re.compile(pattern, re.DOTALL)
    asks = pattern if most is None else f"{pattern}, at most {most} characters"
    return asks, lambda value: whole.fullmatch(value) is not None and (most is None or len(value) <= most)


def longest(most):
    return f"at most {most} characters", lambda value: len(value) <= most


def within(least, most):
    """A number, also one that is written as text."""
    return f"{least} to {most}", lambda value: least <= float(value) <= most


def one_of(*values):
    return f"one of {', '.join(map(str, values))}", lambda value: value in values


def not_begun_by(*beginnings):
    return f"does not begin with {' or '.join(beginnings)}", lambda value: not value.lower().startswith(beginnings)


def differ(values):
    return max(Counter(values).values(), default=1) == 1
