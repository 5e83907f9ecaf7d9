"""
Runs moto as the embedded cloud: serve.py --instance ID --port PORT --announcement FILE

Writes FILE once it answers, and ends when FILE is gone or names another instance, so that none is left behind when
somebody removes the folder. Exit code 98: the port is taken.
"""

import argparse
import errno
import json
import os
import signal
import socket
import sys
import time
from threading import Thread

# Read by moto when it is imported.
os.environ.update(
    # AmazonSSMManagedInstanceCore and the role of RDS monitoring are among these.
    MOTO_IAM_LOAD_MANAGED_POLICIES="true",
    # Seconds until a certificate counts as validated; moto waits 60.
    MOTO_ACM_VALIDATION_WAIT="1",
)

from front import Front  # noqa: E402
from gaps import close_gaps  # noqa: E402
from moto import __version__  # noqa: E402
from moto.iam.models import iam_backends  # noqa: E402
from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server  # noqa: E402

PORT_TAKEN = 98
ORPHAN_CHECK_SECONDS = 3


class Handler(MotoRequestHandler):
    # Headers and body leave in one segment. In two, as by default, a client of Go on a busy machine now and then loses
    # the body: the AWS SDK closes the request as soon as headers arrive, and if its writer has not noticed by then that
    # it was done, the connection goes down. The SDK then repeats the call, and what it created exists twice.
    wbufsize = 64 * 1024

    def log_request(self, *args):
        """The front writes a line that says more."""


def is_known_key(access_key):
    return any(access_key in account["aws"].access_keys for account in list(iam_backends.values()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--instance", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--announcement", required=True)
    options = parser.parse_args()

    close_gaps()
    listener = listen(options.port)
    port = listener.getsockname()[1]
    # moto calls itself, for example to deliver from SNS to SQS.
    os.environ["MOTO_PORT"] = str(port)
    identity = {
        "instance": options.instance,
        "pid": os.getpid(),
        "port": port,
        "version": __version__,
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }
    front = Front(DomainDispatcherApplication(create_backend_app), identity, is_known_key)
    server = make_server("127.0.0.1", port, front, threaded=True, request_handler=Handler, fd=listener.fileno())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    announce(options.announcement, identity)
    Thread(target=end_when_orphaned, args=(options.announcement, options.instance), daemon=True).start()
    server.serve_forever()


def listen(port):
    """0 lets the system choose."""
    try:
        return socket.create_server(("127.0.0.1", port), backlog=128)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.exit(PORT_TAKEN)


def announce(path, identity):
    """Whole or not at all: someone is waiting for the file."""
    with open(f"{path}.new", "w") as file:
        json.dump(identity, file)
    os.replace(f"{path}.new", path)


def end_when_orphaned(path, instance):
    while True:
        time.sleep(ORPHAN_CHECK_SECONDS)
        try:
            with open(path) as file:
                if json.load(file)["instance"] == instance:
                    continue
        except OSError:
            pass
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
