from threading import Lock

from moto.iam.access_control import IAMPolicyStatement, PermissionResult
from moto.s3.models import FakeDeleteMarker
from moto.s3.responses import S3Response

from .patch import around, operation


@around(IAMPolicyStatement, "is_action_permitted")
def skip_conditional_denials(original, self, action, resource="*", principal=None, incoming_condition_values=None):
    """
    AWS compares the conditions of a bucket policy with the request. moto knows nothing of the request there and takes
    every condition for met, so that "deny what does not come over TLS" would refuse everything. Over loopback there
    is no TLS anyway: a denial with a condition does not bite here.
    """
    statement = self._statement
    if statement["Effect"] == "Deny" and statement.get("Condition") and not incoming_condition_values:
        return PermissionResult.NEUTRAL
    return original(self, action, resource, principal, incoming_condition_values)


@around(S3Response, "serialized")
def answer_eventbridge(original, self, action_result):
    """AWS says whether a bucket reports to EventBridge; moto keeps it and does not say."""
    if self.data.get("Action") == "GetBucketNotificationConfiguration":
        notifications = self.backend.get_bucket_notification_configuration(self.bucket_name)
        if notifications.event_bridge is not None:
            action_result.result["EventBridgeConfiguration"] = {}
    return original(self, action_result)


conditional_write = Lock()


@around(S3Response, "put_object")
def write_conditionally_one_at_a_time(original, self):
    """
    AWS compares and writes in one step (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).
    moto looks first and writes then, and serves requests in threads: two writers could both find nothing.
    """
    if "If-Match" not in self.headers and "If-None-Match" not in self.headers:
        return original(self)
    with conditional_write:
        return original(self)


@operation(FakeDeleteMarker)
def dispose(self):
    """AWS removes a delete marker like any version; moto knows how only for versions that have a content."""
