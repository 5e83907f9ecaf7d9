import json
import shutil
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from unittest import TestCase

from botocore.exceptions import ClientError
from botocore.response import StreamingBody
from estate import ALLOW, Estate
from moto_process import SERVE, MotoProcess

sys.path.append(str(SERVE.parent))
import saved_file  # noqa: E402

GLOBAL = {"cloudfront", "route53", "wafv2"}
DOES_NOT_FIT = 65


def seen(moto, credentials, looks):
    """Everything that can be seen, as it is answered."""
    clients = {}
    answers = []
    for service, operation, arguments in looks:
        region = "us-east-1" if service in GLOBAL else "eu-west-1"
        client = clients.setdefault(service, moto.client(service, credentials, region))
        answer = getattr(client, operation)(**arguments)
        del answer["ResponseMetadata"]
        body = answer.get("Body")
        if isinstance(body, StreamingBody):
            answer["Body"] = body.read()
        for instance in answer.get("DBInstances", []):
            # It is always now.
            del instance["LatestRestorableTime"]
        answers.append((service, operation, answer))
    return answers


class SavedState(TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        first = MotoProcess()
        cls.addClassCleanup(first.stop)
        cls.credentials = first.credentials()
        cls.estate = Estate(
            lambda service: first.client(service, cls.credentials),
            lambda service: first.client(service, cls.credentials, "us-east-1"),
        )
        cls.looks = cls.estate.make()
        other = first.credentials("333333333333")
        first.client("s3", other, "us-east-1").create_bucket(Bucket="of-another")
        cls.before = seen(first, cls.credentials, cls.looks)
        cls.era, (cls.status, cls.answer) = first.era(), first.save(cls.folder)
        assert cls.status == 200, cls.answer
        cls.first_file = cls.file().read_bytes()
        cls.second_answer = first.save(cls.folder)[1]
        cls.second_file = cls.file().read_bytes()
        first.stop()
        cls.second = MotoProcess(restore=cls.folder)
        cls.addClassCleanup(cls.second.stop)
        cls.after = seen(cls.second, cls.credentials, cls.looks)

    @classmethod
    def file(cls):
        return cls.folder / "moto.pickle"

    def client(self, service):
        return self.second.client(service, self.credentials)

    def test_looks_the_same_to_credentials_of_before(self):
        for before, now in zip(self.before, self.after, strict=True):
            with self.subTest(f"{before[0]} {before[1]}"):
                self.assertEqual(now, before)

    def test_goes_on(self):
        """What is shared is one thing still, keys sign, locks hold, and nothing that was there is made again."""
        kms, s3, iam = self.client("kms"), self.client("s3"), self.client("iam")
        self.assertEqual(self.estate.sign(kms), self.estate.signature)
        with self.assertRaises(ClientError) as refused:
            s3.put_object(Bucket="state", Key="env.tflock", Body=b"{}", IfNoneMatch="*")
        self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 412)
        other = self.second.credentials("333333333333")
        with self.assertRaises(ClientError):
            self.second.client("s3", other, "us-east-1").create_bucket(Bucket="state")
        policy = iam.create_policy_version(
            PolicyArn="arn:aws:iam::222222222222:policy/own", PolicyDocument=ALLOW, SetAsDefault=True
        )
        self.assertEqual(policy["PolicyVersion"]["VersionId"], "v2")
        ssm = self.client("ssm")
        self.assertEqual(
            ssm.put_parameter(Name="/app/key", Value="three", Type="SecureString", Overwrite=True)["Version"], 3
        )
        ec2 = self.client("ec2")
        for connection in ec2.describe_vpc_peering_connections()["VpcPeeringConnections"]:
            ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=connection["VpcPeeringConnectionId"])

    def test_says_what_it_has_written(self):
        header, _, data = self.first_file.partition(b"\n")
        self.assertEqual(self.status, 200)
        self.assertEqual(self.answer["bytes"], len(data))
        self.assertEqual(self.answer["era"], self.era)
        self.assertEqual(
            {name: json.loads(header)[name] for name in ("bytes", "version", "format")},
            {name: self.answer[name] for name in ("bytes", "version", "format")},
        )
        self.assertGreater(self.answer["milliseconds"], 0)

    def test_is_the_same_file_when_nothing_has_changed(self):
        self.assertEqual(self.second_file, self.first_file)
        self.assertEqual(self.second_answer["era"], self.era)

    def test_leaves_out_what_every_start_has(self):
        self.assertLess(self.answer["bytes"], 4_000_000)
        self.assertNotIn(b"AmazonEC2ContainerRegistryPowerUser", self.first_file)

    def test_is_for_its_owner_alone(self):
        self.assertEqual(self.file().stat().st_mode & 0o777, 0o600)
        self.assertEqual([file.name for file in self.folder.iterdir()], ["moto.pickle"])


class Misfits(TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        moto = MotoProcess()
        cls.addClassCleanup(moto.stop)
        moto.credentials()
        moto.save(cls.folder)
        cls.whole = (cls.folder / "moto.pickle").read_bytes()

    def assert_unfit(self, content, reason):
        file = self.folder / "moto.pickle"
        file.write_bytes(content)
        with self.assertRaisesRegex(saved_file.DoesNotFit, reason):
            saved_file.read(file)

    def assert_refused(self, folder, reason):
        moto = MotoProcess(restore=folder)
        self.addCleanup(moto.stop)
        self.assertIsNone(moto.ready)
        code, printed = moto.ended()
        self.assertEqual(code, DOES_NOT_FIT)
        self.assertRegex(printed, rf"\A{folder}/moto\.pickle cannot be used: .*{reason}.*\.\n\Z")

    def changed(self, **fields):
        header, _, data = self.whole.partition(b"\n")
        return json.dumps({**json.loads(header), **fields}).encode() + b"\n" + data

    def test_fits_as_it_was_written(self):
        file = self.folder / "moto.pickle"
        file.write_bytes(self.whole)
        self.assertEqual(saved_file.read(file), self.whole.partition(b"\n")[2])

    def test_another_version(self):
        self.assert_unfit(self.changed(version="5.2.4"), r"version of moto is 5\.2\.4")

    def test_another_format(self):
        self.assert_unfit(self.changed(format=2), "format is 2")

    def test_truncated(self):
        self.assert_unfit(self.whole[:-1], "damaged")

    def test_changed_on_the_way(self):
        self.assert_unfit(self.whole[:-9] + b"x" + self.whole[-8:], "damaged")

    def test_no_header(self):
        for content in (b"", b"\x80\x05nothing", b"[]\n"):
            self.assert_unfit(content, "damaged: its first line")

    def test_none_ends_the_process(self):
        self.assert_refused(self.folder / "nowhere", "No such file")

    def test_content_that_fails_half_way_ends_the_process(self):
        header, _, data = self.whole.partition(b"\n")
        data = data.replace(b"moto.iam.models", b"moto.iam.nowher")
        fields = {**json.loads(header), "sha256": sha256(data).hexdigest(), "bytes": len(data)}
        (self.folder / "moto.pickle").write_bytes(json.dumps(fields).encode() + b"\n" + data)
        self.assert_refused(self.folder, "content cannot be loaded")
