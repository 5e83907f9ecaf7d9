from moto.rds.exceptions import DBSubnetGroupNotFoundError, RDSClientError
from moto.rds.models import RDSBackend

from .patch import around

# https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html


@around(RDSBackend, "modify_db_subnet_group")
def change_subnet_group(original, self, subnet_name, description, subnets):
    """AWS changes the group; moto takes it out of its list for that and never puts it back. And AWS keeps the zones in
    which the group's databases are.
    """
    group = self.subnet_groups.get(subnet_name)
    if not group:
        raise DBSubnetGroupNotFoundError(subnet_name)
    left = zones(group._subnets) - zones(subnets)
    if any(instance.availability_zone in left for instance in databases_in(self, group)):
        raise RDSClientError("SubnetAlreadyInUse", "The DB subnet is already in use in the Availability Zone.")
    original(self, subnet_name, description, subnets)
    self.subnet_groups[subnet_name] = group
    return group


def zones(subnets):
    return {subnet.availability_zone for subnet in subnets}


def databases_in(backend, group):
    """By the name that moto keeps for itself: the property of that name can only be written."""
    named = {one: getattr(one, "_db_subnet_group_name", None) for one in backend.databases.values()}
    return [one for one, name in named.items() if name and name.lower() == group.name]
