from threading import Lock

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
        return original(self, zoneid, change_list)
