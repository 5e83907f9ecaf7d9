import os
import socket
import time
from unittest import TestCase, mock

import boto3
from botocore.exceptions import ClientError
from cloud import client

STALE = "ASIAOLDOLDOLDOLDOLD1"


class Refusals(TestCase):
    """An SDK must find code and message in each protocol's own place."""

    def assert_refused(self, code, call):
        with self.assertRaises(ClientError) as refused:
            call()
        self.assertEqual(refused.exception.response["Error"]["Code"], code)
        self.assertIn("embedded cloud", refused.exception.response["Error"]["Message"])

    def test_of_unknown_operations_name_them(self):
        unknown = {
            "json": lambda: client("ecr").describe_pull_through_cache_rules(),
            "query": lambda: client("rds").describe_db_engine_versions(),
            "ec2": lambda: client("ec2").create_instance_connect_endpoint(SubnetId="subnet-1"),
        }
        for protocol, call in unknown.items():
            with self.subTest(protocol):
                self.assert_refused("NotImplemented", call)

    def test_of_credentials_from_before_a_reset(self):
        with mock.patch.dict(os.environ, {"AWS_ACCESS_KEY_ID": STALE}):
            session = boto3.Session()
            for service, operation in (
                ("sts", "get_caller_identity"),
                ("s3", "list_buckets"),
                ("ec2", "describe_vpcs"),
                ("ecs", "list_clusters"),
                ("route53", "list_hosted_zones"),
            ):
                with self.subTest(service):
                    self.assert_refused("ExpiredToken", getattr(session.client(service), operation))

    def test_are_whole_whenever_the_body_comes(self):
        host, port = os.environ["AWS_ENDPOINT_URL"].removeprefix("http://").split(":")
        head = "\r\n".join(
            (
                "POST / HTTP/1.1",
                f"Host: {host}",
                f"Authorization: AWS4-HMAC-SHA256 Credential={STALE}/20260101/eu-west-1/ecs/aws4_request, Signature=none",
                "X-Amz-Target: AmazonEC2ContainerServiceV20141113.ListClusters",
                "Content-Length: 2",
                "Connection: close",
                "\r\n",
            )
        )
        for tenths in range(60):
            with socket.create_connection((host, int(port)), timeout=5) as connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.sendall(head.encode())
                time.sleep(tenths / 10_000)
                connection.sendall(b"{}")
                answer = b"".join(iter(lambda: connection.recv(65536), b""))
            self.assertIn(b"ExpiredToken", answer)
