"""
Everything that moto knows, as bytes and back.

It is Python's own pickle, of all services in one go: what two of them share is one thing afterwards as well. Left out
is what each start makes anew: AWS's managed policies, which are nine tenths of it all.

A store that an older file brings lacks what a gap has begun to keep since. Such a gap answers for what it does not
find, or raises FORMAT in `saved_file.py`.
"""

import gc
import io
import pickle
from collections import OrderedDict, defaultdict
from contextlib import contextmanager
from importlib import import_module
from threading import Condition, Lock, RLock
from weakref import WeakValueDictionary, ref

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)
from cryptography.x509 import Certificate, load_der_x509_certificate
from moto.core.base_backend import AccountSpecificBackend, BackendDict
from moto.ec2.models import EC2Backend
from moto.ec2.models.vpcs import DEFAULT_VPC_ENDPOINT_SERVICES
from moto.iam.models import AWSManagedPolicy, IAMBackend
from moto.s3.models import s3_backends


def dump():
    """Two dumps with nothing between them are the same bytes."""
    file = io.BytesIO()
    with collector_at_rest():
        Pickler(file, protocol=5).dump(everything())
    return file.getbuffer()


def everything():
    stores = {
        address_of(services): {account: dict(regions) for account, regions in services.items()}
        for services in BackendDict._instances
    }
    return stores, s3_backends.bucket_accounts, DEFAULT_VPC_ENDPOINT_SERVICES


def load(data):
    """Into a moto that knows nothing yet, and that is not to be used if this raises."""
    with collector_at_rest():
        stores, bucket_accounts, endpoint_services = pickle.loads(data)
    for address, accounts in stores.items():
        for account, regions in accounts.items():
            dict.update(regions_at(address, account), regions)
    s3_backends.bucket_accounts.update(bucket_accounts)
    DEFAULT_VPC_ENDPOINT_SERVICES.update(endpoint_services)
    managed_policies.clear()


@contextmanager
def collector_at_rest():
    """It would look for cycles among the same, ever more objects again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Pickler(pickle.Pickler):
    def reducer_override(self, thing):
        kind = type(thing)
        reduce = REDUCERS.get(kind)
        if reduce:
            return reduce(thing)
        if kind.__module__.startswith("cryptography."):
            return reduce_key(thing)
        if isinstance(thing, dict) and kind not in PLAIN:
            return reduce_own_dict(thing)
        return NotImplemented


def address_of(services):
    """Module and name of a service's stores."""
    module = services.backend.__module__
    for name, value in vars(import_module(module)).items():
        if value is services:
            return module, name
    raise pickle.PicklingError(f"the stores of {services.service_name} have no name in {module}")


def stores_at(address):
    module, name = address
    return getattr(import_module(module), name)


def regions_at(address, account):
    return stores_at(address)[account]


def reduce_regions(regions):
    services = next(services for services in BackendDict._instances if services.get(regions.account_id) is regions)
    return regions_at, (address_of(services), regions.account_id)


def reduce_weak_values(weak):
    return WeakValueDictionary, (), None, None, iter(list(weak.items()))


def reduce_own_dict(thing):
    """A dictionary with ways of its own tells less than it holds: S3's of an object only the newest version."""
    kind, factory = type(thing), getattr(thing, "default_factory", None)
    return kind.__new__, (kind,), (factory, vars(thing), dict.copy(thing)), None, None, restore_own_dict


def restore_own_dict(thing, state):
    factory, attributes, items = state
    if isinstance(thing, defaultdict):
        thing.default_factory = factory
    vars(thing).update(attributes)
    dict.update(thing, items)


def reduce_ec2(backend):
    return EC2Backend.__new__, (EC2Backend,), backend.__dict__, None, None, restore_ec2


def restore_ec2(backend, state):
    """Backends of EC2 find each other across accounts by these."""
    backend.__dict__.update(state)
    for others in (EC2Backend.vpc_refs, EC2Backend.vpc_pcx_refs, EC2Backend.backend_refs):
        others[EC2Backend].add(ref(backend))


def reduce_iam(backend):
    state = {**backend.__dict__, "aws_managed_policies": None}
    state["managed_policies"] = {
        arn: policy for arn, policy in backend.managed_policies.items() if type(policy) is not AWSManagedPolicy
    }
    attached = {policy.arn: policy.attachment_count for policy in backend.aws_managed_policies}
    state["attached"] = {arn: count for arn, count in attached.items() if count}
    return IAMBackend.__new__, (IAMBackend,), state, None, None, restore_iam


def restore_iam(backend, state):
    attached = state.pop("attached")
    of_account = state.pop("managed_policies")
    backend.__dict__.update(state)
    of_aws = managed_policies_for(backend.account_id, backend.partition)
    for arn, count in attached.items():
        of_aws[arn].attachment_count = count
    backend.aws_managed_policies = list(of_aws.values())
    backend.managed_policies = {**of_aws, **of_account}


def reduce_managed_policy(policy):
    return managed_policy, (policy.account_id, policy.partition, policy.arn)


def managed_policy(account, partition, arn):
    return managed_policies_for(account, partition)[arn]


managed_policies = {}


def managed_policies_for(account, partition):
    """While stores are loaded: what refers to a policy may come before the account's own list, or after it."""
    key = account, partition
    if key not in managed_policies:
        backend = IAMBackend.__new__(IAMBackend)
        backend.account_id, backend.region_name, backend.partition = account, partition, partition
        managed_policies[key] = {policy.arn: policy for policy in backend._init_aws_policies()}
    return managed_policies[key]


def reduce_key(key):
    if isinstance(key, Certificate):
        return certificate, (key.public_bytes(Encoding.DER),)
    if hasattr(key, "private_bytes"):
        return private_key, (key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),)
    if hasattr(key, "verify"):
        return public_key, (key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),)
    return NotImplemented


def certificate(written):
    return load_der_x509_certificate(written)


def public_key(written):
    return load_der_public_key(written)


def private_key(written):
    # moto made it, and the file's checksum is right: to prove once more that it is a key takes a tenth of a second.
    return load_der_private_key(written, None, unsafe_skip_rsa_key_validation=True)


PLAIN = {dict, defaultdict, OrderedDict}

REDUCERS = {
    type(Lock()): lambda lock: (Lock, ()),
    type(RLock()): lambda lock: (RLock, ()),
    Condition: lambda condition: (Condition, ()),
    WeakValueDictionary: reduce_weak_values,
    AccountSpecificBackend: reduce_regions,
    AWSManagedPolicy: reduce_managed_policy,
    EC2Backend: reduce_ec2,
    IAMBackend: reduce_iam,
}
