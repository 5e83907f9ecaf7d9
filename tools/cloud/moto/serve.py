"""
Runs moto for the gateway, whose child it is: serve.py [--restore DIRECTORY]

Takes a free port, writes {"port", "version"} to file descriptor 3 once it answers there, and ends with the gateway:
its standard input is a pipe that nobody writes to and that ends when the gateway does.

With --restore it knows what `POST /_slipway/save` (`own_routes.py`) has written into that folder. If that does not fit,
it says why in one line and ends with exit code 65 before it is ready.
"""

import argparse
import json
import os
import signal
import socket
import sys
from threading import Thread

# Read by moto when it is imported.
os.environ.update(
    # AmazonSSMManagedInstanceCore and the role of RDS monitoring are among these.
    MOTO_IAM_LOAD_MANAGED_POLICIES="true",
    # Seconds until a certificate counts as validated; moto waits 60.
    MOTO_ACM_VALIDATION_WAIT="1",
)

import quick_regions  # noqa: E402, F401
import saved_file  # noqa: E402
from front import Front  # noqa: E402
from gaps import close_gaps  # noqa: E402
from moto import __version__  # noqa: E402
from moto.iam.models import iam_backends  # noqa: E402
from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from own_routes import OwnRoutes  # noqa: E402
from turns import turns  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

READY = 3
DOES_NOT_FIT = 65


class Handler(MotoRequestHandler):
    # Headers and body leave in one segment. In two, as by default, a client of Go on a busy machine now and then loses
    # the body: the AWS SDK closes the request as soon as headers arrive, and if its writer has not noticed by then that
    # it was done, the connection goes down. The SDK then repeats the call, and what it created exists twice.
    wbufsize = 64 * 1024

    def log_request(self, *args):
        """The gateway writes a line that says more."""


def is_known_key(access_key):
    return any(access_key in account["aws"].access_keys for account in list(iam_backends.values()))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--restore", metavar="DIRECTORY")
    directory = options.parse_args().restore
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    Thread(target=end_with_parent, daemon=True).start()
    close_gaps()
    if directory:
        restore(directory)
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    port = listener.getsockname()[1]
    # moto calls itself, for example to deliver from SNS to SQS.
    os.environ["MOTO_PORT"] = str(port)
    front = Front(DomainDispatcherApplication(create_backend_app), is_known_key, turns)
    answer = OwnRoutes(front, turns, request_checker())
    server = make_server("127.0.0.1", port, answer, threaded=True, request_handler=Handler, fd=listener.fileno())
    with open(READY, "w") as ready:
        json.dump({"port": port, "version": __version__}, ready)
    server.serve_forever()


def request_checker():
    """Loaded where requests are checked only: the models take time and memory."""
    file = os.environ.get("SLIPWAY_CHECKED_REQUESTS")
    if not file:
        return None
    from checks.checker import Checker

    return Checker(file)


def restore(directory):
    try:
        saved_file.restore(directory)
    except saved_file.DoesNotFit as misfit:
        print(f"{directory}/{saved_file.NAME} cannot be used: {misfit}.", file=sys.stderr, flush=True)
        os._exit(DOES_NOT_FIT)


def end_with_parent():
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
