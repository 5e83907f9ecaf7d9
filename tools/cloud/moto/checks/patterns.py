"""
The models' regular expressions, which are Java's, for Python. AWS asks that all of a value matches: many of them, such
as `[\\w]*`, would refuse nothing otherwise.
"""

import re
import sys
from functools import cache
from unicodedata import category


class Unreadable(Exception):
    """Python cannot read it."""


ASCII = 0x80


def is_matched(pattern, value):
    return compiled(pattern, ASCII if value.isascii() else sys.maxunicode + 1).fullmatch(value) is not None


@cache
def compiled(pattern, end):
    """end: the number of the first character that no value has"""
    try:
        # Everything that Java's classes \w, \d and \s have is ASCII.
        return re.compile(in_python(pattern, end), re.ASCII)
    except re.error as error:
        raise Unreadable(pattern) from error


POSIX = {
    **{"Alnum": "a-zA-Z0-9", "Alpha": "a-zA-Z", "ASCII": "\\x00-\\x7f", "Digit": "0-9"},
    **{"Graph": "!-~", "Print": " -~"},
}
# Java reads two surrogates as the one character that they stand for.
BEYOND = (
    ("\\uD800\\uDC00-\\uDBFF\\uDFFF", "\\U00010000-\\U0010FFFF"),
    ("\ud800\udc00-\udbff\udfff", "\U00010000-\U0010ffff"),
)


def in_python(pattern, end):
    for java, python in BEYOND:
        pattern = pattern.replace(java, python)
    # After a class, a hyphen begins no range.
    pattern = re.sub(r"(\\[wds])-", r"\1\\-", pattern)
    return re.sub(CLASS, lambda found: within_class(found, end), pattern)


CLASS = r"\\p\{(?:Is)?(\w+)\}"


def within_class(found, end):
    members = POSIX.get(found[1]) or of_category(found[1], end)
    return members if is_in_brackets(found.string[: found.start()]) else f"[{members}]"


def is_in_brackets(before):
    inside = False
    for sign in re.findall(r"\\.|[\[\]]", before, re.DOTALL):
        if sign in "[]":
            inside = sign == "["
    return inside


@cache
def of_category(name, end):
    """name: such as L for all letters, or Lu"""
    numbers = [number for number in range(end) if category(chr(number)).startswith(name)]
    if not numbers and end == ASCII:
        return of_category(name, sys.maxunicode + 1)
    if not numbers:
        raise Unreadable(name)
    ranges = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
