import json
from concurrent.futures import ThreadPoolExecutor
from unittest import TestCase

from cloud import client


class Bucket(TestCase):
    def setUp(self):
        self.s3 = client("s3")
        self.bucket = self.id().rsplit(".", 1)[1].replace("_", "-")
        home = {"LocationConstraint": self.s3.meta.region_name}
        self.s3.create_bucket(Bucket=self.bucket, CreateBucketConfiguration=home)

    def deny(self, **condition):
        statement = {
            "Effect": "Deny",
            "Principal": {"AWS": "*"},
            "Action": "s3:*",
            "Resource": f"arn:aws:s3:::{self.bucket}/*",
            **condition,
        }
        self.s3.put_bucket_policy(
            Bucket=self.bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        )

    def test_that_wants_tls_can_be_used_over_loopback(self):
        self.deny(Condition={"Bool": {"aws:SecureTransport": "false"}})
        self.s3.put_object(Bucket=self.bucket, Key="key", Body=b"text")
        self.assertEqual(self.s3.head_object(Bucket=self.bucket, Key="key")["ContentLength"], 4)

    def test_that_denies_always_does(self):
        self.deny()
        with self.assertRaises(self.s3.exceptions.ClientError) as refused:
            self.s3.get_object(Bucket=self.bucket, Key="key")
        self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 403)

    def test_says_whether_it_reports_to_eventbridge(self):
        self.assertNotIn("EventBridgeConfiguration", self.read_notifications())
        self.s3.put_bucket_notification_configuration(
            Bucket=self.bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
        )
        self.assertIn("EventBridgeConfiguration", self.read_notifications())

    def read_notifications(self):
        return self.s3.get_bucket_notification_configuration(Bucket=self.bucket)

    def write(self, body, **condition):
        """The ETag, or the code of the refusal."""
        try:
            return self.s3.put_object(Bucket=self.bucket, Key="key", Body=body, **condition)["ETag"]
        except self.s3.exceptions.ClientError as refused:
            return refused.response["Error"]["Code"]

    def at_once(self, **condition):
        with ThreadPoolExecutor(20) as pool:
            return list(pool.map(lambda n: self.write(str(n).encode(), **condition), range(20)))

    def test_lets_one_of_many_create_an_object(self):
        self.assertEqual(self.at_once(IfNoneMatch="*").count("PreconditionFailed"), 19)

    def test_lets_one_of_many_replace_what_they_read(self):
        read = self.write(b"first")
        self.assertEqual(self.at_once(IfMatch=read).count("PreconditionFailed"), 19)


class DeleteMarkers(TestCase):
    def test_are_removed_like_any_version(self):
        s3 = client("s3")
        bucket = {"Bucket": "delete-markers"}
        s3.create_bucket(**bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        s3.put_bucket_versioning(**bucket, VersioningConfiguration={"Status": "Enabled"})
        s3.put_object(**bucket, Key="hold.json", Body=b"{}")
        s3.delete_object(**bucket, Key="hold.json")
        listed = s3.list_object_versions(**bucket)
        kept = [
            {"Key": item["Key"], "VersionId": item["VersionId"]}
            for item in listed["Versions"] + listed["DeleteMarkers"]
        ]
        self.assertEqual(len(kept), 2)
        self.assertNotIn("Errors", s3.delete_objects(**bucket, Delete={"Objects": kept}))
        s3.delete_bucket(**bucket)
