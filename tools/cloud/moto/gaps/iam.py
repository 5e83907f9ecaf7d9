from moto.iam.models import IAMBackend

from .patch import around


@around(IAMBackend, "_init_aws_policies")
def load_policies_where_they_are_used(original, self):
    """
    Every account has AWS's managed policies. moto makes all of them again for each of seven partitions as soon as it
    looks an access key up, which costs 1.4 s an account; only the commercial partition is played here.
    """
    return original(self) if self.partition == "aws" else []
