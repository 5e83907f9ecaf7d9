import json
import sys
import tempfile
from pathlib import Path
from unittest import TestCase

sys.path.append(str(Path(__file__).parents[1]))
from checks.checker import Checker, noted  # noqa: E402
from checks.patterns import Unreadable, is_matched  # noqa: E402
from checks.refusal import refusal  # noqa: E402
from sent import raw, sent, signed  # noqa: E402

SECRET = "hunter2-hunter2"
GOOD = [
    (
        "ec2",
        "CreateSubnet",
        {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24", "TagSpecifications": [{"Tags": [{"Key": "a"}]}]},
    ),
    ("elbv2", "CreateTargetGroup", {"Name": "web-1", "Matcher": {"HttpCode": "200-399"}}),
    ("ssm", "PutParameter", {"Name": "/acme/KEY", "Value": SECRET, "Type": "SecureString"}),
    ("lambda", "ListFunctions", {"MaxItems": 10}),
    ("route53", "CreateHostedZone", {"Name": "acme.example", "CallerReference": "1"}),
    ("s3", "PutObject", {"Bucket": "acme", "Key": "a/b", "Body": b"<not xml", "IfNoneMatch": "*"}),
    ("s3", "ListObjectsV2", {"Bucket": "acme", "Prefix": "a"}),
    ("sns", "CreateTopic", {"Name": "alarms", "Tags": [{"Key": "a", "Value": "b"}]}),
]
LONG = "x" * 300
PUT = {"Name": "/acme/KEY", "Value": SECRET}
BAD = [
    # What the models state.
    ("ssm", "PutParameter", {"Value": SECRET}, "Name: nothing, but AWS asks for: is required"),
    ("ssm", "PutParameter", {**PUT, "Type": "Text"}, "Type: text of 4 characters, but AWS asks for: one of Secure"),
    ("ssm", "PutParameter", {**PUT, "KeyId": "a key"}, "KeyId: text of 5 characters, but AWS asks for: pattern"),
    ("ssm", "PutParameter", {**PUT, "Tags": [{"Key": "", "Value": "b"}]}, "Tags.1.Key: text of 0 characters, but AWS"),
    (
        "ssm",
        "PutParameter",
        {**PUT, "Description": "x" * 1025},
        "Description: text of 1025 characters, but AWS asks for: length",
    ),
    (
        "ssm",
        "GetParametersByPath",
        {"Path": "/", "MaxResults": 11},
        "MaxResults: int, but AWS asks for: value at most 10",
    ),
    ("ssm", "GetParameters", {"Names": []}, "Names: list of 0, but AWS asks for: length at least 1"),
    (
        "ssm",
        "PutParameter",
        {**PUT, "Overwrite": "yes"},
        "Overwrite: text of 3 characters, but AWS asks for: is of type boolean",
    ),
    (
        "iam",
        "CreateRole",
        {"RoleName": "r", "AssumeRolePolicyDocument": "{}", "Description": "“a”"},
        "Description: text of 3",
    ),
    ("ec2", "CreateSubnet", {"CidrBlock": "10.0.0.0/24"}, "VpcId: nothing, but AWS asks for: is required"),
    ("logs", "CreateLogGroup", {"logGroupName": "a", "tags": {"a*b": "c"}}, "tags.key: text of 3 characters, but AWS"),
    (
        "elbv2",
        "CreateTargetGroup",
        {"Name": "a", "HealthCheckTimeoutSeconds": 1},
        "HealthCheckTimeoutSeconds: int, but AWS",
    ),
    (
        "route53",
        "CreateHostedZone",
        {"Name": "a.example", "CallerReference": ""},
        "CallerReference: text of 0 characters",
    ),
    # What they state in words only.
    ("elbv2", "CreateTargetGroup", {"Name": "-web"}, "Name: text of 4 characters"),
    ("elbv2", "CreateLoadBalancer", {"Name": "internal-web", "Subnets": ["a", "b"]}, "Name: text of 12 characters"),
    (
        "elbv2",
        "CreateLoadBalancer",
        {"Name": "web", "Subnets": ["a"]},
        "the input: dict of 2, but AWS asks for: two subnets",
    ),
    ("ec2", "CreateTags", {"Resources": ["a"], "Tags": [{"Key": "x" * 128}]}, "Tags.1.Key: text of 128 characters"),
    (
        "ec2",
        "CreateSecurityGroup",
        {"GroupName": "g", "Description": "the team's"},
        "Description: text of 10 characters",
    ),
    (
        "rds",
        "DeleteDBInstance",
        {"DBInstanceIdentifier": "a--b", "SkipFinalSnapshot": True},
        "DBInstanceIdentifier: text",
    ),
    (
        "rds",
        "DeleteDBInstance",
        {"DBInstanceIdentifier": "a"},
        "asks for: FinalDBSnapshotIdentifier, unless SkipFinalSnapshot",
    ),
    ("s3", "CreateBucket", {"Bucket": "acme.-Assets"}, "Bucket: text of 12 characters"),
    (
        "logs",
        "PutRetentionPolicy",
        {"logGroupName": "a", "retentionInDays": 31},
        "retentionInDays: int, but AWS asks for",
    ),
    ("sns", "CreateTopic", {"Name": "alarms of prod"}, "Name: text of 14 characters"),
    (
        "cloudfront",
        "CreateOriginAccessControl",
        {"OriginAccessControlConfig": {"Name": LONG}},
        "Config.Name: text of 300",
    ),
    ("ssm", "PutParameter", {**PUT, "Name": "/aws/KEY"}, "does not begin with aws or ssm"),
    ("ssm", "PutParameter", {**PUT, "Value": "{{KEY}}"}, "asks for: nothing in {{}}"),
]


class Requests(TestCase):
    def found(self, request):
        return noted(*request).get("violations", [])

    def test_that_aws_takes(self):
        for service, operation, given in GOOD:
            with self.subTest(operation):
                self.assertEqual(noted(*sent(service, operation, given)), {"service": service, "operation": operation})

    def test_that_aws_refuses(self):
        for service, operation, given, words in BAD:
            with self.subTest(words):
                found = self.found(sent(service, operation, given))
                self.assertTrue(any(words in one for one in found), found)

    def test_with_what_no_model_has(self):
        form = {"Content_Type": "application/x-www-form-urlencoded"}
        target = {"Content_Type": "application/x-amz-json-1.1", "X_Amz_Target": "AmazonSSM.GetParameter"}
        zone = '<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>a.example</Name>{}'
        zone += "<CallerReference>1</CallerReference></CreateHostedZoneRequest>"
        topic = "Action=CreateTopic&Version=2010-03-31&Name=a"
        for words, request in (
            ("Colour: the model", raw("POST", "/", signed("sns", **form), f"{topic}&Colour=red")),
            ("Colour (str): the model", raw("POST", "/", signed("ssm", **target), '{"Name":"a","Colour":"red"}')),
            ("Colour: the model", raw("POST", "/2013-04-01/hostedzone", signed("route53"), zone.format("<Colour/>"))),
            ("colour: the model", raw("GET", "/acme?list-type=2&colour=red", signed("s3"))),
        ):
            with self.subTest(request[0]["HTTP_AUTHORIZATION"]):
                self.assertEqual([found[: len(words)] for found in self.found(request)], [words])

    def test_with_another_kind_of_value(self):
        target = signed("ssm", Content_Type="application/x-amz-json-1.1", X_Amz_Target="AmazonSSM.GetParametersByPath")
        found = self.found(raw("POST", "/", target, '{"Path":"/","MaxResults":"10"}'))
        self.assertEqual(found, ["MaxResults (str): the model has no such member"])

    def test_that_nobody_can_read_are_violations_too(self):
        target = {"Content_Type": "application/x-amz-json-1.1", "X_Amz_Target": "AmazonSSM.NoSuchThing"}
        self.assertEqual(
            noted(*raw("POST", "/", signed("ssm", **target), "{}")),
            {"service": "ssm", "operation": "AmazonSSM.NoSuchThing", "violations": ["no operation of the model"]},
        )
        self.assertEqual(self.found(raw("POST", "/", signed("nothing"), "{}")), ["no model of such a service"])
        form = signed("ec2", Content_Type="application/x-www-form-urlencoded")
        self.assertEqual(
            self.found(raw("POST", "/", form, "Action=DescribeVpcs&Version=2016-11-15&MaxResults=many")),
            ["its input cannot be read (ValueError)"],
        )

    def test_signed_in_their_address_and_of_a_service_with_another_name(self):
        address = (
            "/acme/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2F20260101%2Feu-west-1%2Fs3%2Faws4_request"
        )
        self.assertEqual(noted(*raw("GET", address, {})), {"service": "s3", "operation": "GetObject"})
        alarms = sent("cloudwatch", "DescribeAlarms", {"MaxRecords": 1})
        self.assertEqual(noted(*alarms), {"service": "cloudwatch", "operation": "DescribeAlarms"})

    def test_are_noted_without_their_values(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "record.jsonl")
            checker = Checker(file)
            checker.check(
                *sent("ssm", "PutParameter", {**PUT, "Type": "Text", "Name": "x" * 3000, "Tags": [{"Key": SECRET}]})
            )
            checker.check(*sent("ssm", "GetParameter", {"Name": "a"}))
            lines = file.read_text().splitlines()
            checker.file.close()
        self.assertEqual(json.loads(lines[1]), {"service": "ssm", "operation": "GetParameter"})
        self.assertGreater(len(json.loads(lines[0])["violations"]), 2)
        self.assertNotIn(SECRET, lines[0])


class Refusals(TestCase):
    def test_say_where_in_aws_words(self):
        for service, operation, given, words in (
            ("ssm", "PutParameter", PUT, None),
            ("ssm", "NoSuchThing", {}, None),
            ("ssm", "PutParameter", {"Name": "a"}, "1 validation error detected: Value null at 'value' failed to"),
            ("ssm", "PutParameter", {**PUT, "Tags": [{"Key": "", "Value": "b"}]}, "Value '' at 'tags.1.member.key'"),
            ("ssm", "GetParameters", {"Names": []}, "Value '[]' at 'names' failed to satisfy constraint: Member must"),
            ("ssm", "PutParameter", {**PUT, "Type": "a", "Tier": "b"}, "2 validation errors detected: "),
            ("logs", "CreateLogGroup", {"logGroupName": "a", "tags": {"Team": "*"}}, "Value '*' at 'tags.Team.value'"),
        ):
            with self.subTest(words):
                refused = refusal(service, operation, given)
                self.assertTrue(words in refused if words else refused is None, refused)

    def test_of_another_type_are_left_to_who_reads_the_body(self):
        self.assertIsNone(refusal("ssm", "PutParameter", {**PUT, "Overwrite": "yes"}))


class Patterns(TestCase):
    def test_match_all_of_a_value_as_java_reads_them(self):
        for pattern, value, expected in (
            (r"[\w]*", "a b", False),
            (r"^[\w]+$", "a", True),
            (r"[\w]+", "ä", False),
            (r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)", "ä 1", True),
            (r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)", "a*", False),
            (r"\p{Lu}+", "Aa", False),
            (r"\p{Print}+", "a b", True),
            (r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*", "😀", True),
            (r"[\u0020-\uD7FF]*", "\x07", False),
            (r"(?i)all|[0-9]{12}", "All", True),
            (r"[\w-/]+", "a-/", True),
        ):
            with self.subTest(pattern):
                self.assertEqual(is_matched(pattern, value), expected)

    def test_that_python_cannot_read(self):
        with self.assertRaises(Unreadable):
            is_matched(r"(a", "a")
