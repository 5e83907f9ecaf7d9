import json

from moto.kms.models import Key
from moto.kms.responses import KmsResponse

from .patch import after, around

# https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
DEFAULT_ROTATION_DAYS = 365

Key.rotation_days = DEFAULT_ROTATION_DAYS


def key_of(responses):
    backend = responses.kms_backend
    return backend.keys[backend.get_key_id(responses._get_param("KeyId"))]


@after(KmsResponse, "enable_key_rotation")
def keep_rotation_period(self):
    key_of(self).rotation_days = self._get_int_param("RotationPeriodInDays") or DEFAULT_ROTATION_DAYS


@around(KmsResponse, "get_key_rotation_status")
def answer_rotation_period(original, self):
    """AWS answers with the rotation period that was asked for; moto says only whether a key rotates."""
    status = json.loads(original(self))
    if status["KeyRotationEnabled"]:
        status["RotationPeriodInDays"] = key_of(self).rotation_days
    return json.dumps(status)
