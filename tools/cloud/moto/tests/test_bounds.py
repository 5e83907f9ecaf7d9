"""The bounds in words, against the words that they are from."""

import html
import re
import sys
from functools import cache
from pathlib import Path
from unittest import TestCase

from botocore.session import Session

sys.path.append(str(Path(__file__).parents[1]))
from checks.bounds import BOUNDS, beyond  # noqa: E402

CONFIG = "DistributionConfig"
RECORD = {"ChangeBatch": {"Changes": [{"ResourceRecordSet": {"Name": "a.*.example"}}]}}
GROUP = {"ManagedRuleGroupStatement": {}}
BACKUP, MAINTENANCE = "PreferredBackupWindow", "PreferredMaintenanceWindow"
METRIC = {"MetricName": "CPU", "Namespace": "AWS/ECS", "EvaluationPeriods": 1, "Statistic": "Sum"}


def days_of(days):
    return {"LifecycleConfiguration": {"Rules": [{"Expiration": {"Days": days}}]}}


# Service, operation, an input within the bounds, one beyond them, and where that is.
PAIRS = [
    ("ec2", "CreateVpc", {"CidrBlock": "10.0.0.0/16"}, {"CidrBlock": "10.0.0.0/8"}, "CidrBlock"),
    ("ec2", "CreateSubnet", {"CidrBlock": "10.0.0.0/28"}, {"CidrBlock": "10.0.0.1/24"}, "CidrBlock"),
    ("ec2", "CreateFlowLogs", {"MaxAggregationInterval": 60}, {"MaxAggregationInterval": 61}, "MaxAggregationInterval"),
    (
        *("ec2", "AuthorizeSecurityGroupIngress"),
        {"IpPermissions": [{"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1}]},
        {"IpPermissions": [{"IpProtocol": "tcp", "FromPort": 1}]},
        "IpPermissions.1",
    ),
    *(
        (
            "elbv2",
            "CreateTargetGroup",
            {"Matcher": {"HttpCode": "200,204-399"}},
            {"Matcher": {"HttpCode": code}},
            "Matcher.HttpCode",
        )
        for code in ("200-500", "300-200", "ok")
    ),
    *(
        (
            *("elbv2", "ModifyTargetGroupAttributes"),
            {"Attributes": [{"Key": key, "Value": "0"}, {"Key": "stickiness.type", "Value": "lb_cookie"}]},
            {"Attributes": [{"Key": key, "Value": value}]},
            "Attributes.1",
        )
        for key, value in (("deregistration_delay.timeout_seconds", "3601"), ("slow_start.duration_seconds", "29"))
    ),
    (
        *("elbv2", "CreateRule"),
        {"Actions": [{"Type": "authenticate-oidc"}, {"Type": "forward"}]},
        {"Actions": [{"Type": "forward"}, {"Type": "redirect"}]},
        "Actions",
    ),
    (
        *("cloudfront", "CreateDistribution"),
        {CONFIG: {"Aliases": {"Quantity": 0}, "Origins": {"Quantity": 1, "Items": [{"Id": "a"}]}}},
        {CONFIG: {"Origins": {"Quantity": 2, "Items": [{"Id": "a"}]}}},
        CONFIG,
    ),
    (
        *("cloudfront", "UpdateDistribution"),
        {CONFIG: {"Origins": {"Items": [{"Id": "a"}, {"Id": "b"}], "Quantity": 2}}},
        {CONFIG: {"Origins": {"Items": [{"Id": "a"}, {"Id": "a"}], "Quantity": 2}}},
        f"{CONFIG}.Origins.Items",
    ),
    (
        *("cloudfront", "CreateDistribution"),
        {CONFIG: {"ViewerCertificate": {"CloudFrontDefaultCertificate": True}}},
        {CONFIG: {"ViewerCertificate": {"ACMCertificateArn": "arn:aws:acm:us-east-1:1:certificate/1"}}},
        f"{CONFIG}.ViewerCertificate",
    ),
    *(
        (
            "wafv2",
            "CreateWebACL",
            {"Rules": [{"Priority": 1, "Statement": GROUP, "OverrideAction": {}}]},
            {"Rules": [rule]},
            "Rules.1",
        )
        for rule in ({"Statement": GROUP, "Action": {}}, {"Statement": {}, "Action": {}, "OverrideAction": {}})
    ),
    (
        *("wafv2", "UpdateWebACL"),
        {"Rules": [{"Priority": number, "Action": {}} for number in (1, 2)]},
        {"Rules": [{"Priority": number, "Action": {}} for number in (1, 1)]},
        "Rules",
    ),
    ("route53", "ChangeResourceRecordSets", {}, RECORD, "ChangeBatch.Changes.1.ResourceRecordSet.Name"),
    *(
        ("s3", "CreateBucket", {"Bucket": "acme.assets-1"}, {"Bucket": name}, "Bucket")
        for name in ("ab", "a..b", "1.2.3.4", "xn--a", "acme-s3alias", "Acme", "acme-")
    ),
    ("s3", "PutObject", {"Key": "ä" * 512}, {"Key": "ä" * 513}, "Key"),
    ("s3", "PutBucketLifecycleConfiguration", days_of(1), days_of(0), "LifecycleConfiguration.Rules.1.Expiration.Days"),
    *(
        ("rds", "CreateDBInstance", {BACKUP: "23:40-00:20"}, {BACKUP: window}, BACKUP)
        for window in ("23:40-00:00", "24:00-01:00", "mon:01:00-mon:02:00")
    ),
    ("rds", "ModifyDBInstance", {MAINTENANCE: "sun:23:40-mon:00:20"}, {MAINTENANCE: "01:00-02:00"}, MAINTENANCE),
    (
        *("rds", "CreateDBInstance"),
        {BACKUP: "03:00-03:30", MAINTENANCE: "mon:03:30-mon:04:00"},
        {BACKUP: "03:00-03:31", MAINTENANCE: "mon:03:30-mon:04:00"},
        "",
    ),
    *(
        ("rds", "ModifyDBInstance", {name: good}, {name: bad}, name)
        for name, good, bad in (("PerformanceInsightsRetentionPeriod", 93, 94), ("AllocatedStorage", 20, 19))
    ),
    ("rds", "CreateDBInstance", {"MonitoringInterval": 0}, {"MonitoringInterval": 60}, ""),
    (
        "iam",
        "CreateRole",
        {"AssumeRolePolicyDocument": " " * 9999},
        {"AssumeRolePolicyDocument": "x" * 2049},
        "AssumeRolePolicyDocument",
    ),
    (
        *("cloudfront", "UpdateDistribution"),
        {CONFIG: {"Origins": {"Quantity": 1, "Items": [{"Id": "a"}]}, "DefaultCacheBehavior": {"TargetOriginId": "a"}}},
        {CONFIG: {"Origins": {"Quantity": 1, "Items": [{"Id": "a"}]}, "DefaultCacheBehavior": {"TargetOriginId": "b"}}},
        CONFIG,
    ),
    (
        *("elbv2", "CreateRule"),
        {"Conditions": [{"Field": "http-header"}, {"Field": "http-header"}, {"Field": "source-ip"}]},
        {"Conditions": [{"Field": "source-ip"}, {"Field": "source-ip"}]},
        "Conditions",
    ),
    (
        "cloudwatch",
        "PutMetricAlarm",
        {"ExtendedStatistic": "p99.9"},
        {"ExtendedStatistic": "p999"},
        "ExtendedStatistic",
    ),
    ("cloudwatch", "PutMetricAlarm", METRIC, {**METRIC, "ExtendedStatistic": "p99"}, ""),
    ("kms", "CreateAlias", {"AliasName": "alias/acme"}, {"AliasName": "alias/aws/acme"}, "AliasName"),
    ("ssm", "PutParameter", {"Value": "x" * 4096}, {"Value": "x" * 4097}, ""),
    ("ssm", "PutParameter", {"Name": "/a/b"}, {"Name": "a/b"}, "Name"),
    ("cloudwatch", "PutMetricAlarm", {**METRIC, "Period": 60}, {**METRIC, "Period": 61}, "Period"),
    (
        "cloudwatch",
        "PutMetricAlarm",
        {**METRIC, "Period": 3600},
        {**METRIC, "Period": 1800, "EvaluationPeriods": 49},
        "",
    ),
    ("cloudwatch", "PutMetricAlarm", METRIC, {"Metrics": [], "Namespace": "AWS/ECS"}, ""),
    ("cloudwatch", "PutMetricAlarm", METRIC, {**METRIC, "DatapointsToAlarm": 2}, ""),
]


def clean(documentation):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", documentation or "")))


@cache
def model(service):
    return Session().get_service_model(service)


def documentation(service, said_of):
    """Of a member of an operation's input, of an operation, or of a shape."""
    name, *path = said_of.split(".")
    if name not in model(service).operation_names:
        return model(service).shape_for(name).documentation
    operation = model(service).operation_model(name)
    if not path:
        return operation.documentation
    shape = operation.input_shape
    for step in path:
        shape = shape.member if step == "*" else shape.members[step]
    return shape.documentation


def paths(service, operation, given):
    return [".".join(map(str, broken.path)) for broken in beyond(service, operation, given)]


class Bounds(TestCase):
    def test_are_in_the_words_of_the_model_or_of_a_page(self):
        for bound in BOUNDS:
            with self.subTest(f"{bound.service} {bound.member}"):
                if bound.source:
                    self.assertRegex(bound.source, r"^https://docs\.aws\.amazon\.com/")
                    self.assertTrue(bound.words)
                else:
                    said = documentation(bound.service, bound.said_of or bound.member)
                    self.assertIn(bound.words, clean(said))

    def test_are_of_operations_that_there_are(self):
        for bound in BOUNDS:
            operation = bound.member.split(".")[0]
            names = re.compile(operation.replace("*", ".*"))
            self.assertTrue(any(names.fullmatch(name) for name in model(bound.service).operation_names), operation)

    def test_hold_what_is_within_and_not_what_is_beyond(self):
        for service, operation, within, without, where in PAIRS:
            with self.subTest(f"{service} {operation} {where}"):
                self.assertEqual([path for path in paths(service, operation, within) if path == where], [])
                self.assertIn(where, paths(service, operation, without))

    def test_on_one_level_are_not_asked_of_another(self):
        behavior = {"CachePolicyId": "1", "TargetOriginId": "a", "TrustedSigners": {"Quantity": 0}}
        behaviors = {"CacheBehaviors": {"Quantity": 1, "Items": [behavior]}}
        origins = {"Origins": {"Quantity": 1, "Items": [{"Id": "a"}]}}
        self.assertEqual(paths("cloudfront", "UpdateDistribution", {CONFIG: {**origins, **behaviors}}), [])
