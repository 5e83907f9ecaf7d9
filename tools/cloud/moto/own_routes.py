"""
What moto's process answers beside AWS's APIs, in JSON.

- `GET /_slipway/era`: {"era": 12}, a number that grows with each call that may have changed something. It begins at 0
  with the process.
- `POST /_slipway/save` with {"directory": "/an/absolute/path"}, which is there: writes what moto knows into it
  (`saved_file.py`), as of one moment at which no call was half done, and answers
  {"bytes", "milliseconds", "version", "format", "era"}. Calls wait for the first half of that, not while the disk is
  written. The era is that of the moment: if it is the same later, the file is up to date.
- anything under `/_slipway/check`, followed by the path of a request of an AWS API, with its method, headers and body:
  notes whether it is what AWS takes (`checks/`), and answers 204. Only where requests are checked.
- `POST /_slipway/databases/moved` with {"account", "region", "identifier", "host", "port"}: where the server of an RDS
  instance answers now. Answers {}.
"""

import json
import os
from threading import Lock
from time import perf_counter

import saved_file
import stores
from gaps.rds import move_server
from turns import Busy

PREFIX = "/_slipway/"
CHECK = f"{PREFIX}check"
# A call that makes a database takes seconds.
SETTLED_SECONDS = 60


class Refused(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class OwnRoutes:
    def __init__(self, front, turns, checker=None):
        """checker: of requests. Default: none are checked"""
        self.front, self.turns, self.checker = front, turns, checker
        self.saving = Lock()
        self.routes = {
            ("GET", "era"): self.era,
            ("POST", "save"): self.save,
            ("POST", "databases/moved"): self.database_moved,
        }

    def __call__(self, environ, start_response):
        if not environ["PATH_INFO"].startswith(PREFIX):
            return self.front(environ, start_response)
        if self.checker and environ["PATH_INFO"].startswith(f"{CHECK}/"):
            return self.check(environ, start_response)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        try:
            status, answer = "200 OK", self._route(environ)(body)
        except Refused as refused:
            status, answer = refused.status, {"message": str(refused)}
        text = json.dumps(answer).encode()
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(text)))])
        return [text]

    def _route(self, environ):
        asked = environ["REQUEST_METHOD"], environ["PATH_INFO"].removeprefix(PREFIX)
        if asked not in self.routes:
            raise Refused("404 Not Found", f"There is no {' '.join(asked)}.")
        return self.routes[asked]

    def check(self, environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        asked = {name: environ[name].removeprefix(CHECK) for name in ("PATH_INFO", "RAW_URI", "REQUEST_URI")}
        self.checker.check({**environ, **asked}, body)
        start_response("204 No Content", [])
        return []

    def era(self, body):
        return {"era": self.front.era}

    def save(self, body):
        directory = directory_in(body)
        began = perf_counter()
        with self.saving:
            try:
                with self.turns.turn_when_settled(SETTLED_SECONDS):
                    data, era = stores.dump(), self.front.era
            except Busy as busy:
                raise Refused("503 Service Unavailable", "Some call was half done all the time.") from busy
            except Exception as error:
                raise Refused("500 Internal Server Error", f"moto's stores cannot be written: {error!r}") from error
            try:
                header = saved_file.write(directory, data)
            except OSError as error:
                raise Refused("507 Insufficient Storage", f"{directory}: {error.strerror}") from error
        return {
            "bytes": header["bytes"],
            "milliseconds": round((perf_counter() - began) * 1000),
            "version": header["version"],
            "format": header["format"],
            "era": era,
        }

    def database_moved(self, body):
        moved = json.loads(body)
        server = {"host": moved["host"], "port": moved["port"]}
        with self.turns.turn():
            move_server(moved["account"], moved["region"], moved["identifier"], server)
            self.front.era += 1
        return {}


def directory_in(body):
    try:
        directory = json.loads(body)["directory"]
    except (ValueError, TypeError, KeyError):
        directory = None
    if not isinstance(directory, str) or not os.path.isabs(directory) or not os.path.isdir(directory):
        raise Refused("400 Bad Request", '"directory" must be the absolute path of a folder that is there.')
    return directory
