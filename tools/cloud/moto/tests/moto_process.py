"""A moto of a test's own, as the gateway runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import boto3
from botocore.config import Config

SERVE = Path(__file__).parents[1] / "serve.py"
REGION = "eu-west-1"
# Where it says that it is ready.
READY = 3

# Threads of it change as often as they can, so that they meet where they otherwise seldom do.
HASTY = """
import os, runpy, sys
sys.path[0] = os.path.dirname(sys.argv[1])
sys.setswitchinterval(1e-6)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


class MotoProcess:
    def __init__(self, restore=None, hasty=False):
        reader, writer = os.pipe()
        options = ["-s", *(["-c", HASTY] if hasty else []), SERVE]
        if restore:
            options += ["--restore", restore]
        foreign = ("AWS_", "MOTO_", "SLIPWAY_", "PYTHON")
        own = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        self.process = subprocess.Popen(
            [sys.executable, *options],
            env=own,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            pass_fds=[READY],
            preexec_fn=lambda: os.dup2(writer, READY),
        )
        os.close(writer)
        with open(reader) as ready:
            said = ready.read()
        self.ready = json.loads(said) if said else None
        self.url = f"http://127.0.0.1:{self.ready['port']}" if self.ready else None

    def ended(self):
        """Exit code, and what it printed, of one that ends by itself."""
        printed = self.process.communicate()[1]
        return self.process.returncode, printed

    def stop(self):
        self.process.kill()
        self.process.communicate()

    def credentials(self, account="222222222222"):
        sts = self.client("sts", {"AccessKeyId": "AKIAANY", "SecretAccessKey": "any", "SessionToken": None})
        role = f"arn:aws:iam::{account}:role/any"
        return sts.assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]

    def client(self, service, credentials, region=REGION):
        if not self.url:
            # boto3 would ask AWS itself.
            raise RuntimeError("moto is not running")
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=region,
            aws_access_key_id=credentials["AccessKeyId"],
            aws_secret_access_key=credentials["SecretAccessKey"],
            aws_session_token=credentials["SessionToken"],
            config=Config(retries={"max_attempts": 1}, s3={"addressing_style": "path"}, max_pool_connections=32),
        )

    def era(self):
        return self.ask("era")[1]["era"]

    def save(self, directory):
        return self.ask("save", {"directory": str(directory)})

    def ask(self, route, body=None):
        """Status, and the JSON that it answers."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url}/_slipway/{route}", data, {"Content-Type": "application/json"})
        try:
            with urlopen(request, timeout=120) as answer:
                return answer.status, json.load(answer)
        except HTTPError as error:
            return error.code, json.load(error)
