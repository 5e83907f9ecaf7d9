"""One of each thing that an environment is made of, and everything that AWS's APIs tell about them."""

import io
import json
import zipfile

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)
ALLOW = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
MANIFEST = json.dumps(
    {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": f"sha256:{'1' * 64}", "size": 1},
        "layers": [],
    }
)
OF_AWS = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"


class Estate:
    """
    client: makes a client of a service, of the account and region that it is in
    global_client: of what AWS keeps in us-east-1
    """

    def __init__(self, client, global_client):
        self.client, self.global_client = client, global_client
        self.looks = []

    def look(self, service, operation, **arguments):
        """How to see again what is there; the client of then, not of now."""
        self.looks.append((service, operation, arguments))

    def make(self):
        for part in ("keys", "network", "objects", "secrets", "identities", "messages", "code", "database", "edge"):
            getattr(self, f"make_{part}")()
        return self.looks

    def make_keys(self):
        kms = self.client("kms")
        self.key = kms.create_key(Description="data")["KeyMetadata"]["Arn"]
        self.signing = kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["Arn"]
        elliptic = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["Arn"]
        kms.create_alias(AliasName="alias/data", TargetKeyId=self.key)
        kms.enable_key_rotation(KeyId=self.key, RotationPeriodInDays=90)
        self.secret_text = kms.encrypt(KeyId=self.key, Plaintext=b"hidden")["CiphertextBlob"]
        self.signature = self.sign(kms)
        for key in (self.key, self.signing, elliptic):
            self.look("kms", "describe_key", KeyId=key)
        for key in (self.signing, elliptic):
            self.look("kms", "get_public_key", KeyId=key)
        self.look("kms", "list_aliases")
        self.look("kms", "get_key_rotation_status", KeyId=self.key)
        self.look("kms", "decrypt", CiphertextBlob=self.secret_text)
        acm = self.client("acm")
        certificate = acm.request_certificate(DomainName="example.com", ValidationMethod="DNS")["CertificateArn"]
        self.look("acm", "describe_certificate", CertificateArn=certificate)
        self.look("acm", "get_certificate", CertificateArn=certificate)

    def sign(self, kms):
        algorithm = "RSASSA_PKCS1_V1_5_SHA_256"
        return kms.sign(KeyId=self.signing, Message=b"text", SigningAlgorithm=algorithm)["Signature"]

    def make_network(self):
        ec2 = self.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [
            ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"eu-west-1{zone}")["Subnet"][
                "SubnetId"
            ]
            for n, zone in enumerate("ab")
        ]
        peer = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
        ec2.create_vpc_peering_connection(VpcId=vpc, PeerVpcId=peer)
        group = ec2.create_security_group(VpcId=vpc, GroupName="web", Description="web")["GroupId"]
        permission = {
            "IpProtocol": "tcp",
            "FromPort": 443,
            "ToPort": 443,
            "UserIdGroupPairs": [{"GroupId": group, "Description": "itself"}],
        }
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
        address = ec2.allocate_address(Domain="vpc")["AllocationId"]
        ec2.create_nat_gateway(SubnetId=self.subnets[0], AllocationId=address)
        for what in (
            "vpcs",
            "subnets",
            "security_groups",
            "security_group_rules",
            "route_tables",
            "network_acls",
            "network_interfaces",
            "addresses",
            "nat_gateways",
            "vpc_peering_connections",
            "vpc_endpoint_services",
        ):
            self.look("ec2", f"describe_{what}")
        elb = self.client("elbv2")
        balancer = elb.create_load_balancer(Name="web", Subnets=self.subnets, SecurityGroups=[group])
        balancer = balancer["LoadBalancers"][0]["LoadBalancerArn"]
        target = elb.create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip")
        target = target["TargetGroups"][0]["TargetGroupArn"]
        elb.create_listener(
            LoadBalancerArn=balancer,
            Protocol="HTTP",
            Port=80,
            DefaultActions=[{"Type": "forward", "TargetGroupArn": target}],
        )
        self.look("elbv2", "describe_load_balancers")
        self.look("elbv2", "describe_target_groups")
        self.look("elbv2", "describe_listeners", LoadBalancerArn=balancer)

    def make_objects(self):
        s3 = self.client("s3")
        bucket = "state"
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        versions = [s3.put_object(Bucket=bucket, Key="env", Body=text)["VersionId"] for text in (b"one", b"two" * 9**5)]
        s3.put_object(Bucket=bucket, Key="env.tflock", Body=b"{}", IfNoneMatch="*")
        s3.put_object(Bucket=bucket, Key="gone", Body=b"gone")
        s3.delete_object(Bucket=bucket, Key="gone")
        upload = s3.create_multipart_upload(Bucket=bucket, Key="parts")["UploadId"]
        part = s3.upload_part(Bucket=bucket, Key="parts", UploadId=upload, PartNumber=1, Body=b"part")["ETag"]
        parts = {"Parts": [{"ETag": part, "PartNumber": 1}]}
        s3.complete_multipart_upload(Bucket=bucket, Key="parts", UploadId=upload, MultipartUpload=parts)
        for version in versions:
            self.look("s3", "get_object", Bucket=bucket, Key="env", VersionId=version)
        self.look("s3", "get_object", Bucket=bucket, Key="parts")
        self.look("s3", "list_object_versions", Bucket=bucket)
        self.look("s3", "get_bucket_versioning", Bucket=bucket)

    def make_secrets(self):
        secrets = self.client("secretsmanager")
        secret = secrets.create_secret(Name="secret", SecretString="one", KmsKeyId=self.key)["ARN"]
        secrets.put_secret_value(SecretId=secret, SecretString="two")
        for stage in ("AWSPREVIOUS", "AWSCURRENT"):
            self.look("secretsmanager", "get_secret_value", SecretId=secret, VersionStage=stage)
        self.look("secretsmanager", "describe_secret", SecretId=secret)
        ssm = self.client("ssm")
        for value in ("one", "two"):
            ssm.put_parameter(Name="/app/key", Value=value, Type="SecureString", KeyId=self.key, Overwrite=True)
        ssm.add_tags_to_resource(ResourceType="Parameter", ResourceId="/app/key", Tags=[{"Key": "a", "Value": "b"}])
        self.look("ssm", "get_parameter_history", Name="/app/key", WithDecryption=True)
        self.look("ssm", "list_tags_for_resource", ResourceType="Parameter", ResourceId="/app/key")
        self.look("ssm", "get_parameters_by_path", Path="/app", WithDecryption=True)
        self.look("ssm", "get_parameter", Name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")

    def make_identities(self):
        iam = self.client("iam")
        iam.create_role(RoleName="task", AssumeRolePolicyDocument=TRUST, Tags=[{"Key": "a", "Value": "b"}])
        own = iam.create_policy(PolicyName="own", PolicyDocument=ALLOW)["Policy"]["Arn"]
        for policy in (own, OF_AWS):
            iam.attach_role_policy(RoleName="task", PolicyArn=policy)
            self.look("iam", "get_policy", PolicyArn=policy)
        self.look("iam", "get_policy_version", PolicyArn=own, VersionId="v1")
        iam.put_role_policy(RoleName="task", PolicyName="inline", PolicyDocument=ALLOW)
        iam.create_instance_profile(InstanceProfileName="task")
        iam.add_role_to_instance_profile(InstanceProfileName="task", RoleName="task")
        iam.create_user(UserName="person")
        iam.create_access_key(UserName="person")
        iam.create_open_id_connect_provider(Url="https://token.example.com", ClientIDList=["sts.amazonaws.com"])
        self.look("iam", "get_account_authorization_details", Filter=["Role", "User", "LocalManagedPolicy"])
        self.look("iam", "list_access_keys", UserName="person")
        self.look("iam", "list_policies", OnlyAttached=True)
        self.look("iam", "list_policies", MaxItems=1000)
        self.look("iam", "list_open_id_connect_providers")

    def make_messages(self):
        sns, sqs, events, logs = (self.client(service) for service in ("sns", "sqs", "events", "logs"))
        queue = sqs.create_queue(QueueName="queue")["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        topic = sns.create_topic(Name="topic")["TopicArn"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
        sns.publish(TopicArn=topic, Message="hello")
        events.put_rule(Name="rule", EventPattern=json.dumps({"source": ["aws.ecs"]}))
        events.put_targets(Rule="rule", Targets=[{"Id": "queue", "Arn": arn}])
        logs.create_log_group(logGroupName="/app/web", kmsKeyId=self.key)
        logs.put_retention_policy(logGroupName="/app/web", retentionInDays=30)
        logs.create_log_stream(logGroupName="/app/web", logStreamName="one")
        logs.put_log_events(
            logGroupName="/app/web",
            logStreamName="one",
            logEvents=[{"timestamp": 1_790_000_000_000, "message": "line"}],
        )
        self.client("cloudwatch").put_metric_alarm(
            AlarmName="alarm",
            Namespace="AWS/ECS",
            MetricName="CPUUtilization",
            Period=60,
            EvaluationPeriods=1,
            Threshold=80,
            Statistic="Average",
            ComparisonOperator="GreaterThanThreshold",
            AlarmActions=[topic],
        )
        self.client("application-autoscaling").register_scalable_target(
            ServiceNamespace="ecs",
            ResourceId="service/app/web",
            ScalableDimension="ecs:service:DesiredCount",
            MinCapacity=1,
            MaxCapacity=4,
            Tags={"a": "b"},
        )
        self.look("sqs", "get_queue_attributes", QueueUrl=queue, AttributeNames=["All"])
        self.look("sns", "list_subscriptions_by_topic", TopicArn=topic)
        self.look("events", "describe_rule", Name="rule")
        self.look("events", "list_targets_by_rule", Rule="rule")
        self.look("logs", "describe_log_groups")
        self.look("logs", "get_log_events", logGroupName="/app/web", logStreamName="one")
        self.look("cloudwatch", "describe_alarms")
        self.look("application-autoscaling", "describe_scalable_targets", ServiceNamespace="ecs")

    def make_code(self):
        ecr = self.client("ecr")
        ecr.create_repository(repositoryName="app")
        ecr.put_image(repositoryName="app", imageManifest=MANIFEST, imageTag="v1")
        self.look("ecr", "describe_repositories")
        self.look("ecr", "describe_images", repositoryName="app")
        self.look("ecr", "batch_get_image", repositoryName="app", imageIds=[{"imageTag": "v1"}])
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("index.js", "exports.handler = async () => 1")
        role = self.client("iam").get_role(RoleName="task")["Role"]["Arn"]
        function = self.client("lambda")
        function.create_function(
            FunctionName="notify",
            Runtime="nodejs22.x",
            Role=role,
            Handler="index.handler",
            Code={"ZipFile": archive.getvalue()},
            Publish=True,
        )
        function.create_alias(FunctionName="notify", Name="live", FunctionVersion="1")
        function.add_permission(
            FunctionName="notify", StatementId="sns", Action="lambda:InvokeFunction", Principal="sns.amazonaws.com"
        )
        self.look("lambda", "get_function", FunctionName="notify")
        self.look("lambda", "get_alias", FunctionName="notify", Name="live")
        self.look("lambda", "list_versions_by_function", FunctionName="notify")
        self.look("lambda", "get_policy", FunctionName="notify")
        self.client("scheduler").create_schedule(
            Name="nightly",
            ScheduleExpression="rate(1 day)",
            FlexibleTimeWindow={"Mode": "OFF"},
            Target={"Arn": "arn:aws:lambda:eu-west-1:222222222222:function:notify", "RoleArn": role},
        )
        self.look("scheduler", "get_schedule", Name="nightly")

    def make_database(self):
        rds = self.client("rds")
        rds.create_db_subnet_group(DBSubnetGroupName="data", DBSubnetGroupDescription="data", SubnetIds=self.subnets)
        rds.create_db_parameter_group(
            DBParameterGroupName="data", DBParameterGroupFamily="postgres17", Description="data"
        )
        parameter = {"ParameterName": "rds.force_ssl", "ParameterValue": "1", "ApplyMethod": "immediate"}
        rds.modify_db_parameter_group(DBParameterGroupName="data", Parameters=[parameter])
        rds.create_db_instance(
            DBInstanceIdentifier="data",
            DBInstanceClass="db.t4g.micro",
            Engine="postgres",
            EngineVersion="17.7",
            AllocatedStorage=20,
            MasterUsername="app",
            ManageMasterUserPassword=True,
            DBSubnetGroupName="data",
            DBParameterGroupName="data",
            EnablePerformanceInsights=True,
        )
        secret = rds.describe_db_instances()["DBInstances"][0]["MasterUserSecret"]["SecretArn"]
        self.look("rds", "describe_db_instances")
        self.look("rds", "describe_db_subnet_groups")
        self.look("rds", "describe_db_parameters", DBParameterGroupName="data")
        self.look("secretsmanager", "get_secret_value", SecretId=secret)

    def make_edge(self):
        route53, cloudfront, waf = (self.global_client(service) for service in ("route53", "cloudfront", "wafv2"))
        zone = route53.create_hosted_zone(Name="example.com", CallerReference="one")["HostedZone"]["Id"]
        record = {"Name": "www.example.com", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}
        change = {"Action": "CREATE", "ResourceRecordSet": record}
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [change]})
        distribution = cloudfront.create_distribution(DistributionConfig=DISTRIBUTION)["Distribution"]["Id"]
        list_of = {"Scope": "CLOUDFRONT", "Name": "firewall"}
        made = waf.create_web_acl(
            **list_of,
            DefaultAction={"Allow": {}},
            VisibilityConfig={"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "all"},
        )["Summary"]
        self.look("route53", "list_resource_record_sets", HostedZoneId=zone)
        self.look("cloudfront", "get_distribution", Id=distribution)
        self.look("wafv2", "get_web_acl", **list_of, Id=made["Id"])


DISTRIBUTION = {
    "CallerReference": "one",
    "Comment": "",
    "Enabled": True,
    "Origins": {
        "Quantity": 1,
        "Items": [
            {
                "Id": "bucket",
                "DomainName": "assets.s3.eu-west-1.amazonaws.com",
                "S3OriginConfig": {"OriginAccessIdentity": ""},
            }
        ],
    },
    "DefaultCacheBehavior": {
        "TargetOriginId": "bucket",
        "ViewerProtocolPolicy": "redirect-to-https",
        "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
    },
}
