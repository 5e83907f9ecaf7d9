"""Buckets, what is in them, and registries of images."""

import re

from .bound import Bound, longest, text

BUCKETS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html"
TAGS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html"


def is_bucket(name):
    """The rules of the page, but for the suffixes that belong to other kinds of buckets and access points."""
    return (
        re.fullmatch(r"(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]", name) is not None
        and re.fullmatch(r"\d+\.\d+\.\d+\.\d+", name) is None
        and not name.endswith(("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"))
    )


BOUNDS = (
    Bound(
        "s3",
        "CreateBucket.Bucket",
        "a name as the page on bucket names has it",
        is_bucket,
        "Bucket names must be between 3 (min) and 63 (max) characters long.",
        source=BUCKETS,
    ),
    Bound(
        "s3",
        "*.Key",
        "at most 1,024 bytes",
        lambda key: len(key.encode()) <= 1024,
        "The name for a key is a sequence of Unicode characters whose UTF-8 encoding is at most 1,024 bytes long.",
        source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html",
    ),
    Bound(
        "s3",
        "*.LifecycleConfiguration.Rules.*.ID",
        *longest(255),
        "The value cannot be longer than 255 characters",
        said_of="PutBucketLifecycleConfiguration.LifecycleConfiguration.Rules.*.ID",
    ),
    Bound(
        "s3",
        "*.LifecycleConfiguration.Rules.*.*.*Days",
        "a positive number",
        lambda days: days > 0,
        "The value must be a non-zero positive integer",
        said_of="PutBucketLifecycleConfiguration.LifecycleConfiguration.Rules.*.Expiration.Days",
    ),
    Bound(
        "s3",
        "*.LifecycleConfiguration.Rules.*.Filter",
        "one condition, or And",
        lambda condition: len(condition) == 1,
        (
            "A Filter must have exactly one of Prefix , Tag , ObjectSizeGreaterThan , ObjectSizeLessThan , or And "
            "specified"
        ),
        said_of="PutBucketLifecycleConfiguration.LifecycleConfiguration.Rules.*.Filter",
    ),
    Bound(
        "s3",
        "PutBucketTagging.Tagging.TagSet.*.Key",
        *longest(128),
        (
            "A tag key can be up to 128 Unicode characters in length, and tag values can be up to 256 Unicode "
            "characters in length."
        ),
        source=TAGS,
    ),
    Bound(
        "s3",
        "PutBucketTagging.Tagging.TagSet.*.Value",
        *longest(256),
        (
            "A tag key can be up to 128 Unicode characters in length, and tag values can be up to 256 Unicode "
            "characters in length."
        ),
        source=TAGS,
    ),
    Bound(
        "s3",
        "PutBucketPolicy.Policy",
        "at most 20 KB",
        lambda policy: len(policy.encode()) <= 20_480,
        "Bucket policies are limited to 20 KB in size.",
        source="https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html",
    ),
    Bound(
        "ecr",
        "CreateRepository.repositoryName",
        *text("[a-z].*"),
        "The repository name must start with a letter",
    ),
)
