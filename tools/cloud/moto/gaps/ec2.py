from moto.core.responses import ActionResult
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.models.instances import Instance
from moto.ec2.models.launch_templates import LaunchTemplateVersion
from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.responses.monitoring import Monitoring

from .patch import after, answer, around


@after(SecurityGroupRule, "__init__")
def keep_prefix_list_description(self, *args, prefix_list_id=None, **kwargs):
    # moto hands the prefix list over by position: it is the one argument with that key.
    given = [prefix_list_id, *args]
    prefix_list = next((a for a in given if isinstance(a, dict) and "PrefixListId" in a), {})
    self.prefix_list_description = prefix_list.get("Description")


@answer(SecurityGroupRule, "description")
def describe_whatever_the_peer(self, of_cidr_block):
    """AWS keeps the description of a rule whatever its peer is; moto keeps it only for CIDR blocks."""
    return of_cidr_block or self.source_group.get("Description") or self.prefix_list_description


def set_monitoring(responses, state):
    ids = responses._get_param("InstanceIds")
    for instance in responses.ec2_backend.get_multi_instances_by_id(ids):
        instance.monitoring_state = state
    return ActionResult({"InstanceMonitorings": [{"InstanceId": i, "Monitoring": {"State": state}} for i in ids]})


@around(Monitoring, "monitor_instances")
def monitor_instances(original, self):
    """AWS switches detailed monitoring; moto answers 500."""
    return set_monitoring(self, "enabled")


@around(Monitoring, "unmonitor_instances")
def unmonitor_instances(original, self):
    return set_monitoring(self, "disabled")


@after(Instance, "__init__")
def take_groups_of_interface(self, *args, **kwargs):
    """AWS answers with the groups of the first interface; moto forgets groups that came with an interface."""
    if not self.security_groups:
        self.security_groups = list(self.nics[0].group_set)


@answer(NetworkInterface, "association")
def leave_out_empty_association(self, association):
    """AWS leaves the association of an interface without a public address out; moto answers an empty one."""
    return association or None


@after(Instance, "__init__")
def remove_first_interface_with_instance(self, *args, nics=(), **kwargs):
    """AWS removes the interface that it made for an instance unless told otherwise; moto unless told to."""
    asked = next((nic for nic in nics if int(nic["DeviceIndex"]) == 0), {})
    if "NetworkInterfaceId" not in asked:
        self.nics[0].delete_on_termination = asked.get("DeleteOnTermination", True)


@around(NatGatewayBackend, "delete_nat_gateway")
def remove_interface_with_gateway(original, self, nat_gateway_id):
    """AWS removes the interface of a NAT gateway; moto leaves it in its subnet."""
    gateway = original(self, nat_gateway_id)
    self.enis.pop(gateway._eni.id, None)
    return gateway


@after(LaunchTemplateVersion, "__init__")
def keep_own_tags_apart(self, *args, **kwargs):
    """AWS keeps a template's own tags beside its data; moto answers them as if the template were to tag templates."""
    asked = self.data.pop("TagSpecifications", [])
    kept = [tags for tags in asked if tags.get("ResourceType") != "launch-template"]
    if kept:
        self.data["TagSpecifications"] = kept
