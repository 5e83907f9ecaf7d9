"""What AWS answers to an input that its own model refuses."""

from functools import cache

from botocore.session import Session

from .limits import Key, broken


@cache
def service_model(service):
    return Session().get_service_model(service)


def refusal(service, operation, given):
    """In AWS's words; None for an input that the model takes, and for an operation that it does not know."""
    model = service_model(service)
    shape = model.operation_model(operation).input_shape if operation in model.operation_names else None
    faults = [sentence(fault) for fault in broken(shape, given) if fault.aws] if shape else []
    if not faults:
        return None
    many = "s" if len(faults) > 1 else ""
    return f"{len(faults)} validation error{many} detected: {'; '.join(faults)}"


def sentence(fault):
    said = "null" if fault.value is None else f"'{fault.value}'"
    return f"Value {said} at '{'.'.join(map(step_in_words, fault.path))}' failed to satisfy constraint: {fault.aws}"


def step_in_words(step):
    if isinstance(step, int):
        return f"{step}.member"
    if isinstance(step, Key):
        return f"{step}.value"
    return step[:1].lower() + step[1:]
