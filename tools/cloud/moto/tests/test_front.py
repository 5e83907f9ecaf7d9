import os
from unittest import TestCase, mock

import boto3
from cloud import client
from botocore.exceptions import ClientError


class Refusals(TestCase):
    """An SDK must find code and message in each protocol's own place."""

    def assert_refused(self, code, call):
        with self.assertRaises(ClientError) as refused:
            call()
        self.assertEqual(refused.exception.response["Error"]["Code"], code)
        self.assertIn("embedded cloud", refused.exception.response["Error"]["Message"])

    def test_of_unknown_operations_name_them(self):
        unknown = {
            "json": lambda: client("ecs").list_service_deployments(service="web"),
            "query": lambda: client("rds").describe_db_engine_versions(),
            "ec2": lambda: client("ec2").create_instance_connect_endpoint(SubnetId="subnet-1"),
        }
        for protocol, call in unknown.items():
            with self.subTest(protocol):
                self.assert_refused("NotImplemented", call)

    def test_of_credentials_from_before_a_reset(self):
        stale = {"AWS_ACCESS_KEY_ID": "ASIAOLDOLDOLDOLDOLD1"}
        with mock.patch.dict(os.environ, stale):
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
