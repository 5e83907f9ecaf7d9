from uuid import uuid4

from moto.core.responses import ActionResult
from moto.rds.models import DBInstance, DBParameterGroup
from moto.rds.responses import RDSResponse

from .patch import after, operation

# https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
FREE_INSIGHTS_DAYS = 7


@after(DBInstance, "__init__")
def own_resource_id(self, *args, **kwargs):
    """AWS gives each instance its own DbiResourceId; moto gives all the same, and the provider finds the wrong one."""
    self.dbi_resource_id = f"db-{uuid4().hex[:26].upper()}"


@after(DBInstance, "__init__")
def keep_insights(self, *args, **kwargs):
    """AWS answers with Performance Insights as asked for at creation; moto drops it."""
    self.performance_insights_enabled = kwargs.get("enable_performance_insights", False)
    if self.performance_insights_enabled:
        self.performance_insights_retention_period = (
            kwargs.get("performance_insights_retention_period") or FREE_INSIGHTS_DAYS
        )
        self.performance_insights_kms_key_id = kwargs.get("performance_insights_kms_key_id")


@after(DBInstance, "update")
def update_insights(self, *args, **kwargs):
    """A change arrives as EnablePerformanceInsights and is read back as PerformanceInsightsEnabled."""
    asked = kwargs.get("enable_performance_insights")
    if asked is not None:
        self.performance_insights_enabled = asked


@after(DBParameterGroup, "update_parameters")
def mark_parameters_as_users(self, new_parameters):
    """AWS marks what a user has set; the provider reads nothing else back, so that every plan would set it anew."""
    for parameter in self.parameters.values():
        parameter["Source"] = "user"
        parameter.setdefault("ApplyMethod", "immediate")


@after(DBInstance, "__init__")
def default_certificate_authority(self, *args, **kwargs):
    """AWS answers a creation with rds-ca-rsa2048-g1; moto's name for its default makes the provider modify each new
    instance and wait 80 s for that.
    """
    if self.ca_certificate_identifier == "rds-ca-default":
        self.ca_certificate_identifier = "rds-ca-rsa2048-g1"


@operation(RDSResponse)
def reset_db_parameter_group(self):
    """AWS takes settings back, those that are named or all; moto answers 501, so that none can leave a group."""
    name = self.params["DBParameterGroupName"]
    group = self.backend.describe_db_parameter_groups({"db_parameter_group_name": name})[0]
    everything = self.params.get("ResetAllParameters")
    for named in list(group.parameters) if everything else self.params.get("Parameters", []):
        group.parameters.pop(named if everything else named["ParameterName"], None)
    return ActionResult({"DBParameterGroupName": name})
