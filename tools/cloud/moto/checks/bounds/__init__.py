"""
Bounds that AWS's models state in words only, of the members that Slipway sends: read through in botocore 1.44.5 on
2026-11-28, for every operation of a whole life of staging and prod. What ECS says in words is in the rules of its own
(`src/ecs/validation/rules`). A new member that Slipway sends is read there too, and gets a line here.
"""

from functools import cache

from ..limits import Broken
from .balancer import BOUNDS as BALANCER
from .buckets import BOUNDS as BUCKETS
from .data import BOUNDS as DATA
from .delivery import BOUNDS as DELIVERY
from .firewall import BOUNDS as FIREWALL
from .network import BOUNDS as NETWORK
from .operation import BOUNDS as OPERATION
from .secrets_and_roles import BOUNDS as SECRETS

BOUNDS = (*NETWORK, *BALANCER, *DELIVERY, *FIREWALL, *BUCKETS, *DATA, *SECRETS, *OPERATION)


def beyond(service, operation, given):
    """What of an input is beyond them."""
    bounds = bounds_of(service)
    for path, value in parts(given, ()) if bounds else ():
        name = ".".join((operation, *map(str, path)))
        for bound in bounds:
            if bound.is_for(name) and not bound.holds(value):
                yield Broken(path, value, bound.asks)


@cache
def bounds_of(service):
    return [bound for bound in BOUNDS if bound.service == service]


def parts(value, path):
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value, 1) if isinstance(value, list) else ()
    for step, item in items:
        yield from parts(item, (*path, step))
