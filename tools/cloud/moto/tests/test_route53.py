from concurrent.futures import ThreadPoolExecutor
from unittest import TestCase

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
