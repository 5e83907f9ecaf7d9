import os
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from unittest import TestCase

from estate import TRUST
from moto_process import SERVE, MotoProcess

sys.path.append(str(SERVE.parent))
from front import Front  # noqa: E402
from turns import Busy, Turns  # noqa: E402

THREADS = 32
# A minute or more of it: SLIPWAY_THREADS_SECONDS=60. Short here, as it runs with every change.
SECONDS = float(os.environ.get("SLIPWAY_THREADS_SECONDS", 6))


class OneAfterTheOther(TestCase):
    def setUp(self):
        self.turns, self.order = Turns(), []

    def start(self, work):
        thread = Thread(target=work)
        thread.start()
        self.addCleanup(thread.join)
        return thread

    def test_in_the_order_in_which_they_came(self):
        def work(number):
            with self.turns.turn():
                self.order.append(f"{number} begins")
                time.sleep(0.01)
                self.order.append(f"{number} ends")

        with self.turns.turn():
            threads = []
            for number in range(5):
                threads.append(self.start(lambda number=number: work(number)))
                time.sleep(0.05)
            self.assertEqual(self.order, [])
        for thread in threads:
            thread.join()
        self.assertEqual(self.order, [f"{number} {what}" for number in range(5) for what in ("begins", "ends")])

    def test_whoever_waits_aside_lets_others_go_on_and_comes_back_in_turn(self):
        done = Event()

        def other():
            with self.turns.turn():
                self.order.append("other")
            done.set()

        with self.turns.turn():
            self.start(other)
            with self.turns.aside(half_done=True):
                self.assertTrue(done.wait(5))
            self.order.append("back")
            self.start(other)
            time.sleep(0.05)
            self.assertEqual(self.order, ["other", "back"])

    def test_one_who_has_no_turn_may_wait_as_well(self):
        with self.turns.turn():
            thread = self.start(self.aside_without_turn)
            thread.join(5)
            self.assertEqual(self.order, ["aside"])

    def aside_without_turn(self):
        with self.turns.aside(half_done=True):
            self.order.append("aside")

    def test_settled_is_when_nobody_is_half_done(self):
        aside, go_on = Event(), Event()

        def half():
            with self.turns.turn():
                with self.turns.aside(half_done=True):
                    aside.set()
                    go_on.wait(5)
                self.order.append("whole")

        half_done = self.start(half)
        aside.wait(5)
        with self.assertRaises(Busy), self.turns.turn_when_settled(0.05):
            self.fail("it is half done")
        with self.turns.turn():
            """Nobody else is kept from going on."""
        self.start(lambda: (time.sleep(0.1), go_on.set()))
        with self.turns.turn_when_settled(5):
            self.assertEqual(self.order, ["whole"])
        half_done.join()

    def test_whoever_fails_passes_the_turn_on(self):
        with self.assertRaises(ValueError), self.turns.turn():
            raise ValueError
        with self.turns.turn_when_settled(0):
            """It is free."""


class Calls(TestCase):
    def test_reach_moto_one_at_a_time_and_count_as_they_end(self):
        inside, most, eras = [], [], []

        def moto(environ, start_response):
            inside.append(environ)
            most.append(len(inside))
            eras.append(front.era)
            time.sleep(0.01)
            inside.pop()
            return []

        front = Front(moto, lambda key: True, Turns())
        call = {"REQUEST_METHOD": "PUT", "PATH_INFO": "/", "wsgi.input": None, "CONTENT_LENGTH": ""}
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(lambda _: front({**call, "wsgi.input": BytesIO()}, None), range(THREADS)))
        self.assertEqual(set(most), {1})
        self.assertEqual(eras, list(range(THREADS)))


class ManyAtOnce(TestCase):
    """32 clients that change and read things at once, and a state that is saved meanwhile."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.moto = MotoProcess(hasty=True)
        cls.addClassCleanup(cls.moto.stop)
        cls.credentials = cls.moto.credentials()

    def test_none_fails_and_every_file_is_whole(self):
        client = {name: self.moto.client(name, self.credentials) for name in ("iam", "s3", "ssm", "sts")}
        client["s3"].create_bucket(Bucket="many", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        self.made, until = [[] for _ in range(THREADS)], time.monotonic() + SECONDS

        def work(number):
            turn = 0
            while time.monotonic() < until:
                turn += 1
                name = f"r{number}-{turn}"
                client["iam"].create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
                client["ssm"].put_parameter(Name=f"/{number}", Value=name, Type="String", Overwrite=True)
                client["s3"].put_object(Bucket="many", Key=name, Body=name.encode())
                client["sts"].get_caller_identity()
                client["iam"].list_roles()
                self.made[number].append(name)

        saves = []
        with ThreadPoolExecutor(THREADS + 1) as pool:
            workers = [pool.submit(work, number) for number in range(THREADS)]
            while time.monotonic() < until:
                # What was made before the question must be in the file.
                before = [len(names) for names in self.made]
                saves.append((before, self.moto.save(self.folder)))
        for worker in workers:
            worker.result()
        self.assertEqual([answer for _, (status, answer) in saves if status != 200], [])
        self.assertGreater(len(saves), 1)
        self.assertGreater(min(len(names) for names in self.made), 0)
        self.assert_holds(saves[-1][0])

    def assert_holds(self, before):
        restored = MotoProcess(restore=self.folder)
        self.addCleanup(restored.stop)
        pages = restored.client("iam", self.credentials).get_paginator("list_roles").paginate()
        roles = {role["RoleName"] for page in pages for role in page["Roles"]}
        keys = restored.client("s3", self.credentials).get_paginator("list_objects_v2").paginate(Bucket="many")
        objects = {item["Key"] for page in keys for item in page.get("Contents", [])}
        for names, count in zip(self.made, before, strict=True):
            self.assertLessEqual(set(names[:count]), roles & objects)
        # Each client makes the role before the object: an object without one would be of another moment.
        self.assertLessEqual(objects, roles)

    def test_of_many_services_none_is_answered_with_an_error(self):
        """What one makes, lists and removes, others list meanwhile."""
        client = {name: self.moto.client(name, self.credentials) for name, *_ in MIXED}
        for service, _, list_all, _ in MIXED:
            # A service is loaded by its first call, which takes long beside others.
            getattr(client[service], list_all)()
        until, turns = time.monotonic() + SECONDS, [0] * THREADS

        def work(number):
            while turns[number] == 0 or time.monotonic() < until:
                service, make, list_all, remove = MIXED[(number + turns[number]) % len(MIXED)]
                name = f"m{number}-{turns[number]}"
                made = make(client[service], name)
                getattr(client[service], list_all)()
                remove(client[service], name, made)
                turns[number] += 1

        with ThreadPoolExecutor(THREADS) as pool:
            for worker in [pool.submit(work, number) for number in range(THREADS)]:
                worker.result()
        self.assertGreater(min(turns), 0)


# Service, what makes a thing of that name, what lists them all, and what removes it again.
MIXED = (
    (
        "iam",
        lambda iam, name: iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST),
        "list_roles",
        lambda iam, name, _: iam.delete_role(RoleName=name),
    ),
    (
        "ec2",
        lambda ec2, _: ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"],
        "describe_vpcs",
        lambda ec2, _, vpc: ec2.delete_vpc(VpcId=vpc),
    ),
    (
        "logs",
        lambda logs, name: logs.create_log_group(logGroupName=name),
        "describe_log_groups",
        lambda logs, name, _: logs.delete_log_group(logGroupName=name),
    ),
    (
        "sns",
        lambda sns, name: sns.create_topic(Name=name)["TopicArn"],
        "list_topics",
        lambda sns, _, topic: sns.delete_topic(TopicArn=topic),
    ),
    (
        "sqs",
        lambda sqs, name: sqs.create_queue(QueueName=name)["QueueUrl"],
        "list_queues",
        lambda sqs, _, queue: sqs.delete_queue(QueueUrl=queue),
    ),
    (
        "ecr",
        lambda ecr, name: ecr.create_repository(repositoryName=name),
        "describe_repositories",
        lambda ecr, name, _: ecr.delete_repository(repositoryName=name),
    ),
    (
        "events",
        lambda events, name: events.put_rule(Name=name, ScheduleExpression="rate(1 day)"),
        "list_rules",
        lambda events, name, _: events.delete_rule(Name=name),
    ),
    (
        "secretsmanager",
        lambda secrets, name: secrets.create_secret(Name=name, SecretString=name),
        "list_secrets",
        lambda secrets, name, _: secrets.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True),
    ),
    (
        "ssm",
        lambda ssm, name: ssm.put_parameter(Name=f"/{name}", Value=name, Type="String"),
        "describe_parameters",
        lambda ssm, name, _: ssm.delete_parameter(Name=f"/{name}"),
    ),
    (
        "rds",
        lambda rds, name: rds.create_db_parameter_group(
            DBParameterGroupName=name, DBParameterGroupFamily="postgres17", Description=name
        ),
        "describe_db_parameter_groups",
        lambda rds, name, _: rds.delete_db_parameter_group(DBParameterGroupName=name),
    ),
    (
        "route53",
        lambda route53, name: route53.create_hosted_zone(Name=f"{name}.example", CallerReference=name)["HostedZone"],
        "list_hosted_zones",
        lambda route53, _, zone: route53.delete_hosted_zone(Id=zone["Id"]),
    ),
)


class Era(TestCase):
    @classmethod
    def setUpClass(cls):
        cls.moto = MotoProcess()
        cls.addClassCleanup(cls.moto.stop)
        cls.credentials = cls.moto.credentials()

    def grows_by(self, call):
        before = self.moto.era()
        call()
        return self.moto.era() - before

    def test_grows_with_changes_alone_in_every_protocol(self):
        s3, ssm, iam, route53, alarms = (
            self.moto.client(service, self.credentials) for service in ("s3", "ssm", "iam", "route53", "cloudwatch")
        )
        changes = (
            lambda: s3.create_bucket(Bucket="era", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}),
            lambda: ssm.put_parameter(Name="/a", Value="b", Type="String"),
            lambda: iam.create_user(UserName="person"),
            lambda: route53.create_hosted_zone(Name="example.com", CallerReference="one"),
            lambda: alarms.put_metric_data(Namespace="a", MetricData=[{"MetricName": "b", "Value": 1}]),
            self.moto.credentials,
        )
        reads = (
            lambda: s3.list_buckets(),
            lambda: s3.head_bucket(Bucket="era"),
            lambda: ssm.get_parameter(Name="/a"),
            lambda: iam.get_user(UserName="person"),
            lambda: route53.list_hosted_zones(),
            lambda: alarms.describe_alarms(),
        )
        self.assertEqual([self.grows_by(change) for change in changes], [1] * len(changes))
        self.assertEqual([self.grows_by(read) for read in reads], [0] * len(reads))


class Saving(TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.moto = MotoProcess()
        cls.addClassCleanup(cls.moto.stop)
        cls.credentials = cls.moto.credentials()

    def test_wants_a_folder_that_is_there(self):
        for directory in ("relative", self.folder / "nowhere", ""):
            with self.subTest(directory):
                self.assertEqual(self.moto.save(directory)[0], 400)
        self.assertEqual(self.moto.ask("save", ["no object"])[0], 400)
        self.assertEqual(self.moto.ask("nothing")[0], 404)

    def test_leaves_the_former_file_when_the_new_one_cannot_be_written(self):
        self.moto.save(self.folder)
        file, draft = self.folder / "moto.pickle", self.folder / "moto.draft"
        before = file.read_bytes()
        draft.mkdir()
        self.addCleanup(draft.rmdir)
        status, answer = self.moto.save(self.folder)
        self.assertEqual(status, 507)
        self.assertIn(str(self.folder), answer["message"])
        self.assertEqual(file.read_bytes(), before)

    def test_does_not_wait_for_whoever_waits_for_a_message(self):
        sqs = self.moto.client("sqs", self.credentials)
        queue = sqs.create_queue(QueueName="queue")["QueueUrl"]
        asked = Event()

        def receive():
            asked.set()
            return sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=10).get("Messages", [])

        with ThreadPoolExecutor(1) as pool:
            received = pool.submit(receive)
            asked.wait()
            time.sleep(0.5)
            self.assertEqual(self.moto.save(self.folder)[0], 200)
            self.assertFalse(received.done())
            sqs.send_message(QueueUrl=queue, MessageBody="hello")
            self.assertEqual([message["Body"] for message in received.result()], ["hello"])
