from moto.core.responses import ActionResult
from moto.rds.exceptions import RDSClientError
from moto.rds.responses import RDSResponse

from .patch import operation

# https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RemoveSourceIdentifierFromSubscription.html


@operation(RDSResponse)
def add_source_identifier_to_subscription(self):
    subscription, source = asked_for(self)
    if source not in subscription.source_ids:
        # A list of its own: the one that it was made with belongs to the call that made it.
        subscription.source_ids = [*subscription.source_ids, source]
    return ActionResult({"EventSubscription": subscription})


@operation(RDSResponse)
def remove_source_identifier_from_subscription(self):
    subscription, source = asked_for(self)
    if source not in subscription.source_ids:
        raise RDSClientError("SourceNotFound", f"Source {source} not found in the event subscription.")
    subscription.source_ids = [other for other in subscription.source_ids if other != source]
    return ActionResult({"EventSubscription": subscription})


@operation(RDSResponse)
def modify_event_subscription(self):
    """Changes what is named, and leaves the rest."""
    subscription = find(self)
    for name, attribute in CHANGEABLE.items():
        if self.params.get(name) is not None:
            setattr(subscription, attribute, self.params[name])
    return ActionResult({"EventSubscription": subscription})


CHANGEABLE = {
    "SnsTopicArn": "sns_topic_arn",
    "SourceType": "source_type",
    "EventCategories": "event_categories",
    "Enabled": "enabled",
}


def asked_for(responses):
    return find(responses), responses.params["SourceIdentifier"]


def find(responses):
    """moto answers a list of one, or refuses a name that is none."""
    return responses.backend.describe_event_subscriptions(responses.params["SubscriptionName"])[0]
