from moto.ecs.models import EC2ContainerServiceBackend as Backend
from moto.ecs.models import Service
from moto.ecs.responses import EC2ContainerServiceResponse as Responses

from .patch import after, around

# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
DEPLOYMENT_DEFAULTS = {
    "deploymentCircuitBreaker": {"enable": False, "rollback": False},
    "maximumPercent": 200,
    "minimumHealthyPercent": 100,
    "strategy": "ROLLING",
}

# What the request calls it, what moto's serializer looks for, and what AWS answers if it was not said.
KEPT = (
    ("enableExecuteCommand", "enable_execute_command", False),
    ("enableECSManagedTags", "enable_ecs_managed_tags", False),
    ("availabilityZoneRebalancing", "availability_zone_rebalancing", "DISABLED"),
    ("healthCheckGracePeriodSeconds", "health_check_grace_period_seconds", None),
    ("capacityProviderStrategy", "capacity_provider_strategy", None),
)


def service_of(responses):
    name = responses._get_param("serviceName") or responses._get_param("service")
    return responses.ecs_backend._get_service(responses._get_param("cluster", "default"), name.split("/")[-1])


@after(Responses, "create_service")
def keep_configuration(self):
    """AWS answers with the whole configuration; moto drops it, and the provider crashes or plans it again."""
    service = service_of(self)
    written = self._get_param("deploymentConfiguration") or {}
    service.deployment_configuration = {**DEPLOYMENT_DEFAULTS, **written}
    for asked, kept, default in KEPT:
        setattr(service, kept, self._get_param(asked, default))
    if service.capacity_provider_strategy:
        service.launch_type = None
    if service.health_check_grace_period_seconds is None and service.load_balancers:
        service.health_check_grace_period_seconds = 0


@around(Responses, "update_service")
def keep_what_is_not_updated(original, self):
    """AWS changes what an update names; moto replaces the whole deployment configuration by the part that came."""
    before = service_of(self).deployment_configuration
    result = original(self)
    service = service_of(self)
    service.deployment_configuration = {**before, **service.deployment_configuration}
    return result


@after(Service, "__init__")
def run_what_is_desired(self, *args, **kwargs):
    """AWS starts the tasks; moto leaves them pending for ever, so that waiting for a steady service never ends."""
    self.running_count, self.pending_count = self.desired_count, 0
    for deployment in self.deployments:
        deployment.update(
            runningCount=self.desired_count,
            pendingCount=0,
            rolloutState="COMPLETED",
            rolloutStateReason=f"ECS deployment {deployment['id']} completed.",
        )


@around(Backend, "list_services")
def list_active_services(original, self, cluster_str, *args, **kwargs):
    """AWS does not list services that were deleted; moto does."""
    arns = original(self, cluster_str, *args, **kwargs)
    services, _ = self.describe_services(cluster_str, arns)
    return [service.arn for service in services if service.status == "ACTIVE"]


@around(Backend, "list_clusters")
def list_active_clusters(original, self):
    """AWS does not list clusters that were deleted; moto does."""
    return [cluster.arn for cluster in self.clusters.values() if cluster.status == "ACTIVE"]
