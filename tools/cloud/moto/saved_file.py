"""
The file of what moto knows: `moto.pickle` in a folder.

Its first line is JSON, and what follows is a pickle (`stores.py`):

    {"format": 1, "version": "5.2.5", "bytes": 1234567, "sha256": "ab…"}

- format: of this file and of the stores in it. Whoever changes either so that an older file does not fit raises it.
- version: moto's, whose classes the stores are made of
- bytes, sha256: of the pickle

A file is written beside its place and renamed, so there is a whole one or none. Nothing is unpickled unless all of the
first line is as it should be. Whoever can write the file can run code here: it is readable by its owner alone, also for
the keys and secrets in it.
"""

import json
import os
from hashlib import sha256
from pathlib import Path

import stores
from moto import __version__

FORMAT = 1
NAME = "moto.pickle"


class DoesNotFit(Exception):
    """With the reason in plain words."""


def header_of(data):
    return {
        "format": FORMAT,
        "version": __version__,
        "bytes": len(data),
        "sha256": sha256(data).hexdigest(),
    }


def write(directory, data):
    """Raises OSError, and then leaves what was there before."""
    header = header_of(data)
    place = Path(directory, NAME)
    draft = place.with_suffix(".draft")
    try:
        with open(draft, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(json.dumps(header).encode() + b"\n")
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.rename(draft, place)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(directory)
    return header


def sync_folder(directory):
    folder = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def restore(directory):
    """Raises DoesNotFit; moto may have loaded a part by then and is not to be used."""
    data = read(Path(directory, NAME))
    try:
        stores.load(data)
    except Exception as error:
        raise DoesNotFit(f"its content cannot be loaded ({error!r})") from error


def read(place):
    try:
        with open(place, "rb") as file:
            header, data = json.loads(file.readline()), file.read()
    except OSError as error:
        raise DoesNotFit(error.strerror) from error
    except ValueError as error:
        raise DoesNotFit("it is damaged: its first line is not JSON") from error
    check(header, data)
    return data


def check(header, data):
    if not isinstance(header, dict):
        raise DoesNotFit("it is damaged: its first line is not a JSON object")
    for field, name, mine in (("format", "format", FORMAT), ("version", "version of moto", __version__)):
        if header.get(field) != mine:
            raise DoesNotFit(f"its {name} is {header.get(field)}, and only {mine} fits")
    if header.get("bytes") != len(data) or header.get("sha256") != sha256(data).hexdigest():
        raise DoesNotFit("it is damaged: its content is not what its first line says")
