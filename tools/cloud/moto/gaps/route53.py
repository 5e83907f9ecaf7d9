from copy import deepcopy
from threading import Lock

from moto.route53.exceptions import Route53ClientError
from moto.route53.models import Route53Backend

from .patch import around

changing = Lock()


@around(Route53Backend, "change_resource_record_sets")
def change_one_batch_after_the_other(original, self, zoneid, change_list):
    """
    Route 53 loses no change. moto rebuilds a zone's list of records with each deletion: of two in the same moment one
    comes back, and making that record again is refused.
    """
    with changing:
        zone = self.get_hosted_zone(zoneid)
        check_batch(zone, change_list)
        rewrite_journal(zone, change_list)
        return original(self, zoneid, change_list)


def check_batch(zone, changes):
    """
    Route 53 takes a batch or refuses it as a whole, by the records that there are; moto looks them up in a journal of
    all changes, and takes the next record by name for one that was removed.
    https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
    """
    there = {(one.name, one.type, one.set_identifier): content_of(vars(one)) for one in zone.rrsets}
    wrong = []
    for change in changes:
        record = change["ResourceRecordSet"]
        name, kind = record["Name"].rstrip(".") + ".", record["Type"]
        key, said = (name, kind, record.get("SetIdentifier")), f"[name='{name}', type='{kind}']"
        if change["Action"] == "CREATE" and key in there:
            wrong.append(f"Tried to create resource record set {said} but it already exists")
        if change["Action"] != "DELETE":
            there[key] = content_of(as_attributes(record))
        elif key not in there:
            wrong.append(f"Tried to delete resource record set {said} but it was not found")
        elif there.pop(key) != content_of(as_attributes(record)):
            wrong.append(
                f"Tried to delete resource record set {said} but the values provided do not match the current values"
            )
    if wrong:
        raise Route53ClientError("InvalidChangeBatch", f"[{', '.join(wrong)}]")


def rewrite_journal(zone, changes):
    """What moto asks its journal is answered above; there it finds what is removed, and nothing of what is made."""
    removed = [deepcopy(change["ResourceRecordSet"]) for change in changes if change["Action"] == "DELETE"]
    zone.rr_changes.clear()
    for record in removed:
        zone.rr_changes.append({"Action": "UPSERT", "ResourceRecordSet": record})


def as_attributes(record):
    values = [one["Value"] for one in record.get("ResourceRecords") or []]
    return {"ttl": record.get("TTL"), "records": values, "alias_target": record.get("AliasTarget")}


def content_of(attributes):
    """What a deletion must repeat; in which order values stand does not matter."""
    alias = attributes["alias_target"]
    target = (alias["HostedZoneId"], alias["DNSName"].rstrip(".").lower()) if alias else None
    return str(attributes["ttl"] or ""), sorted(attributes["records"] or []), target
