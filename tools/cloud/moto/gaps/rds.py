import json
import os
from secrets import token_urlsafe
from time import time
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen
from uuid import uuid4

from moto.core.responses import ActionResult
from moto.rds.exceptions import RDSClientError
from moto.rds.models import DBInstance, DBParameterGroup, MasterUserSecret, RDSBackend, rds_backends
from moto.rds.responses import RDSResponse
from turns import turns

from .patch import after, answer, around, operation

# https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
FREE_INSIGHTS_DAYS = 7

# The first major of Postgres whose rds.force_ssl is on by default.
FORCES_SSL_FROM = 15

# Where the gateway answers, such as http://127.0.0.1:41234. Without one there are no servers, only what moto says.
GATEWAY = "SLIPWAY_GATEWAY"
# A first start makes the data folder, which took 60 s on two cores that three others and a build had as well.
SERVER_SECONDS = 180


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
    apply_group(self.backend, name)
    return ActionResult({"DBParameterGroupName": name})


@around(MasterUserSecret, "_generate_secret_string")
def own_password(original, self):
    """AWS makes a password; moto gives every instance the same, and a name that is not the master user's."""
    self.password = token_urlsafe(24)
    return json.dumps({"username": self.resource.master_username, "password": self.password})


@around(MasterUserSecret, "rotate_secret")
def rotate_password(original, self):
    """
    AWS changes the password in Postgres and then the secret's value; moto's new version of the secret has none. Open
    connections stay. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
    """
    if getattr(self.resource, "engine", None) != "postgres":
        return original(self)
    before = self.password
    value = self._generate_secret_string()
    try:
        ensure_server(self.resource)
    except RDSClientError:
        self.password = before
        raise
    self._status = "rotating"
    self.secretsmanager.put_secret_value(self.secret.arn, value, None, None, ["AWSCURRENT"])
    self.secret.last_rotation_date = int(time())
    return None


@after(DBInstance, "__init__")
def start_server(self, *args, **kwargs):
    """A Postgres answers where AWS's would. Not for a clustered instance: Aurora is another engine."""
    self.server_identifier = self.db_instance_identifier
    if self.engine == "postgres":
        ensure_server(self)


@after(DBInstance, "update")
def change_server(self, *args, **kwargs):
    """Applied at once, as AWS does whatever ApplyImmediately says."""
    asked = ("master_user_password", "manage_master_user_password", "db_parameter_group_name")
    if self.engine == "postgres" and any(kwargs.get(name) for name in asked):
        ensure_server(self)


@after(RDSBackend, "modify_db_parameter_group")
def apply_parameters(self, db_parameter_group_name, *args, **kwargs):
    """AWS applies dynamic parameters at once; static ones wait for a reboot, here for the next start of the cloud."""
    apply_group(self, db_parameter_group_name)


def apply_group(backend, name):
    for instance in backend.databases.values():
        used = instance.db_parameter_group_name or ""
        if instance.engine == "postgres" and used.lower() == name.lower():
            ensure_server(instance)


@around(RDSBackend, "delete_db_instance")
def drop_server(original, self, *args, **kwargs):
    """Its data goes with it; a final snapshot holds no data here."""
    instance = original(self, *args, **kwargs)
    if getattr(instance, "server", None):
        where = {"account": instance.account_id, "region": instance.region}
        tell_gateway("databases/drop", {**where, "identifier": instance.server_identifier})
        instance.server = None
    return instance


@answer(DBInstance, "address")
def real_address(self, invented):
    server = getattr(self, "server", None)
    return server["host"] if server else invented


@answer(DBInstance, "endpoint")
def real_endpoint(self, invented):
    """Only here: DbInstancePort goes on saying what was asked for."""
    server = getattr(self, "server", None)
    return {**invented, "Port": server["port"]} if server else invented


def ensure_server(instance):
    secret = getattr(instance, "master_user_secret", None)
    self_chosen = getattr(instance, "_master_user_password", None)
    instance.server = tell_gateway(
        "databases",
        {
            "account": instance.account_id,
            "region": instance.region,
            "identifier": instance.server_identifier,
            "engineVersion": instance.engine_version,
            "username": instance.master_username,
            "password": secret.password if secret else self_chosen or token_urlsafe(24),
            "database": instance.db_name or "postgres",
            "forceTls": force_ssl(instance),
            "parameters": set_parameters(instance),
        },
    )


def move_server(account, region, identifier, server):
    """A database of a restored cloud may answer elsewhere than it did: its port may be somebody else's by now."""
    for instance in rds_backends[account][region].databases.values():
        if getattr(instance, "server_identifier", None) == identifier:
            instance.server = server


def force_ssl(instance):
    """https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html"""
    major = int(str(instance.engine_version).partition(".")[0])
    default = "1" if major >= FORCES_SSL_FROM else "0"
    return set_parameters(instance).get("rds.force_ssl", default) == "1"


def set_parameters(instance):
    """What the user has set in the instance's group."""
    group = instance.backend.db_parameter_groups.get(instance.db_parameter_group_name or "")
    parameters = group.parameters if group else {}
    return {name: str(one["ParameterValue"]) for name, one in parameters.items() if "ParameterValue" in one}


def tell_gateway(route, message):
    """None where there is no gateway."""
    gateway = os.environ.get(GATEWAY)
    if not gateway:
        return None
    body = json.dumps(message).encode()
    request = Request(f"{gateway}/_slipway/{route}", body, {"Content-Type": "application/json"}, method="POST")
    try:
        with turns.aside(half_done=True), urlopen(request, timeout=SERVER_SECONDS) as reply:
            return json.load(reply)
    except HTTPError as error:
        raise RDSClientError("InternalFailure", error.read().decode(errors="replace")) from error
    except URLError as error:
        raise RDSClientError("InternalFailure", f"The gateway does not answer: {error.reason}") from error
