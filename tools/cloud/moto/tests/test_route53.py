from concurrent.futures import ThreadPoolExecutor
from unittest import TestCase

from botocore.exceptions import ClientError
from cloud import client

RECORDS = 40


def change(zone, action, number):
    record = {
        "Name": f"host-{number}.acme.example.",
        "Type": "A",
        "TTL": 60,
        "ResourceRecords": [{"Value": "192.0.2.1"}],
    }
    batch = {"Changes": [{"Action": action, "ResourceRecordSet": record}]}
    client("route53").change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)


class Records(TestCase):
    def test_are_gone_when_many_are_deleted_at_once(self):
        zone = client("route53").create_hosted_zone(Name="acme.example", CallerReference="records")["HostedZone"]["Id"]
        for number in range(RECORDS):
            change(zone, "CREATE", number)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda number: change(zone, "DELETE", number), range(RECORDS)))
        left = client("route53").list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
        self.assertEqual([record["Type"] for record in left if record["Type"] not in ("NS", "SOA")], [])


class MadeAgain(TestCase):
    def setUp(self):
        self.route53 = client("route53")
        made = self.route53.create_hosted_zone(Name="again.example", CallerReference=self._testMethodName)
        self.zone = made["HostedZone"]["Id"]

    def change(self, *changes):
        batch = {"Changes": [{"Action": action, "ResourceRecordSet": record} for action, record in changes]}
        self.route53.change_resource_record_sets(HostedZoneId=self.zone, ChangeBatch=batch)

    def refused(self, *changes):
        with self.assertRaises(ClientError) as refused:
            self.change(*changes)
        self.assertEqual(refused.exception.response["Error"]["Code"], "InvalidChangeBatch")
        return refused.exception.response["Error"]["Message"]

    def names(self):
        found = self.route53.list_resource_record_sets(HostedZoneId=self.zone)["ResourceRecordSets"]
        return [record["Name"] for record in found if record["Type"] not in ("NS", "SOA")]

    def test_a_record_that_was_removed_while_others_sort_after_it(self):
        first, last = record("a"), record("z")
        self.change(("CREATE", first), ("CREATE", last))
        for _ in range(2):
            self.change(("DELETE", first))
            self.assertEqual(self.names(), ["z.again.example."])
            self.change(("CREATE", first))
        self.assertEqual(self.names(), ["a.again.example.", "z.again.example."])

    def test_one_that_was_changed_and_removed(self):
        self.change(("CREATE", record("a")))
        self.change(("UPSERT", record("a", "192.0.2.2")))
        self.assertIn("do not match the current values", self.refused(("DELETE", record("a"))))
        self.change(("DELETE", record("a", "192.0.2.2")), ("CREATE", record("a")))
        self.assertEqual(self.names(), ["a.again.example."])

    def test_an_alias(self):
        alias = {
            "Name": "alias.again.example.",
            "Type": "A",
            "AliasTarget": {"HostedZoneId": "Z1", "DNSName": "lb.example.", "EvaluateTargetHealth": False},
        }
        self.change(("CREATE", alias), ("CREATE", record("z")))
        self.change(("DELETE", alias))
        self.change(("CREATE", alias))
        self.assertEqual(self.names(), ["alias.again.example.", "z.again.example."])

    def test_one_that_is_there_is_refused_and_nothing_of_its_batch_is_done(self):
        self.change(("CREATE", record("a")))
        self.assertIn("it already exists", self.refused(("CREATE", record("b")), ("CREATE", record("a", "192.0.2.9"))))
        self.assertIn("it was not found", self.refused(("DELETE", record("b"))))
        self.assertEqual(self.names(), ["a.again.example."])


def record(name, value="192.0.2.1"):
    return {"Name": f"{name}.again.example.", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": value}]}
