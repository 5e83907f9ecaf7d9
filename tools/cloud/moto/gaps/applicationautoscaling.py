import json

from moto.applicationautoscaling import responses
from moto.applicationautoscaling.models import ApplicationAutoscalingBackend as Backend
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse as Responses
from moto.utilities.tagging_service import TaggingService

from .patch import after, around, operation


def tagger(asked):
    """Tags die with the backend that holds the targets, so a reset forgets both."""
    backend = asked.applicationautoscaling_backend
    if not hasattr(backend, "tagger"):
        backend.tagger = TaggingService()
    return backend.tagger


@operation(Responses)
def list_tags_for_resource(self):
    """AWS lists a target's tags; moto answers 500, which the provider retries for minutes on every plan."""
    return json.dumps({"Tags": tagger(self).get_tag_dict_for_resource(self._get_param("ResourceARN"))})


@operation(Responses)
def tag_resource(self):
    tags = TaggingService.convert_dict_to_tags_input(self._get_param("Tags"))
    tagger(self).tag_resource(self._get_param("ResourceARN"), tags)
    return "{}"


@operation(Responses)
def untag_resource(self):
    tagger(self).untag_resource_using_names(self._get_param("ResourceARN"), self._get_param("TagKeys"))
    return "{}"


@after(Responses, "register_scalable_target")
def keep_tags(self):
    """AWS takes tags when a target is registered; moto drops them."""
    target = self.applicationautoscaling_backend.targets[self._get_param("ScalableDimension")][
        self._get_param("ResourceId")
    ]
    tags = TaggingService.convert_dict_to_tags_input(self._get_param("Tags"))
    tagger(self).tag_resource(target.arn, tags)


# What AWS has of a target that nobody suspended. Clients with types fail without it.
# https://docs.aws.amazon.com/autoscaling/application/APIReference/API_SuspendedState.html
NOT_SUSPENDED = {
    "DynamicScalingInSuspended": False,
    "DynamicScalingOutSuspended": False,
    "ScheduledScalingSuspended": False,
}


@around(responses, "_build_target")
def say_that_nothing_is_suspended(original, target):
    built = original(target)
    return {**built, "SuspendedState": {**NOT_SUSPENDED, **(built["SuspendedState"] or {})}}


@operation(Responses)
def describe_scaling_activities(self):
    """Alarms do not fire here, so nothing has ever been scaled: an empty list, where moto knows no such operation."""
    return json.dumps({"ScalingActivities": []})


@around(Backend, "_ecs_service_exists_for_target")
def take_any_service(original, self, resource_id):
    """moto looks among its own services of ECS, of which there are none: the gateway answers for ECS."""
    return True
