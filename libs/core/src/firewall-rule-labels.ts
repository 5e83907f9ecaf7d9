/**
 * Rules of AWS's managed groups that the firewall has, and the label that each gives to a request which it finds: by that
 * a later rule can block it, except for some paths. As of 2026-11-28. `SizeRestrictions_BODY` is not among them: it only
 * counts in any case.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-ip-rep.html
 */
const LABELS: { readonly [group: string]: { readonly [rule: string]: string } } = {
  AWSManagedRulesCommonRuleSet: {
    NoUserAgent_HEADER: 'core-rule-set:NoUserAgent_Header',
    UserAgent_BadBots_HEADER: 'core-rule-set:BadBots_Header',
    SizeRestrictions_QUERYSTRING: 'core-rule-set:SizeRestrictions_QueryString',
    SizeRestrictions_Cookie_HEADER: 'core-rule-set:SizeRestrictions_Cookie_Header',
    SizeRestrictions_URIPATH: 'core-rule-set:SizeRestrictions_URIPath',
    EC2MetaDataSSRF_BODY: 'core-rule-set:EC2MetaDataSSRF_Body',
    EC2MetaDataSSRF_COOKIE: 'core-rule-set:EC2MetaDataSSRF_Cookie',
    EC2MetaDataSSRF_URIPATH: 'core-rule-set:EC2MetaDataSSRF_URIPath',
    EC2MetaDataSSRF_QUERYARGUMENTS: 'core-rule-set:EC2MetaDataSSRF_QueryArguments',
    GenericLFI_QUERYARGUMENTS: 'core-rule-set:GenericLFI_QueryArguments',
    GenericLFI_URIPATH: 'core-rule-set:GenericLFI_URIPath',
    GenericLFI_BODY: 'core-rule-set:GenericLFI_Body',
    RestrictedExtensions_URIPATH: 'core-rule-set:RestrictedExtensions_URIPath',
    RestrictedExtensions_QUERYARGUMENTS: 'core-rule-set:RestrictedExtensions_QueryArguments',
    GenericRFI_QUERYARGUMENTS: 'core-rule-set:GenericRFI_QueryArguments',
    GenericRFI_BODY: 'core-rule-set:GenericRFI_Body',
    GenericRFI_URIPATH: 'core-rule-set:GenericRFI_URIPath',
    CrossSiteScripting_COOKIE: 'core-rule-set:CrossSiteScripting_Cookie',
    CrossSiteScripting_QUERYARGUMENTS: 'core-rule-set:CrossSiteScripting_QueryArguments',
    CrossSiteScripting_BODY: 'core-rule-set:CrossSiteScripting_Body',
    CrossSiteScripting_URIPATH: 'core-rule-set:CrossSiteScripting_URIPath',
  },
  AWSManagedRulesKnownBadInputsRuleSet: {
    JavaDeserializationRCE_HEADER: 'known-bad-inputs:JavaDeserializationRCE_Header',
    JavaDeserializationRCE_BODY: 'known-bad-inputs:JavaDeserializationRCE_Body',
    JavaDeserializationRCE_URIPATH: 'known-bad-inputs:JavaDeserializationRCE_URIPath',
    JavaDeserializationRCE_QUERYSTRING: 'known-bad-inputs:JavaDeserializationRCE_QueryString',
    Host_localhost_HEADER: 'known-bad-inputs:Host_Localhost_Header',
    PROPFIND_METHOD: 'known-bad-inputs:Propfind_Method',
    ExploitablePaths_URIPATH: 'known-bad-inputs:ExploitablePaths_URIPath',
    Log4JRCE_HEADER: 'known-bad-inputs:Log4JRCE_Header',
    Log4JRCE_QUERYSTRING: 'known-bad-inputs:Log4JRCE_QueryString',
    Log4JRCE_BODY: 'known-bad-inputs:Log4JRCE_Body',
    Log4JRCE_URIPATH: 'known-bad-inputs:Log4JRCE_URIPath',
  },
  AWSManagedRulesAmazonIpReputationList: {
    AWSManagedIPReputationList: 'amazon-ip-list:AWSManagedIPReputationList',
    AWSManagedReconnaissanceList: 'amazon-ip-list:AWSManagedReconnaissanceList',
  },
};

/** Names of all rules that can have exceptions. */
export const FIREWALL_RULES: readonly string[] = Object.values(LABELS).flatMap(Object.keys);

/** The label of a rule's findings, with its whole namespace, and the managed group that the rule is of. */
export function firewallRuleLabel(
  rule: string,
): { readonly group: string; readonly label: string } | undefined {
  for (const [group, labels] of Object.entries(LABELS)) {
    if (Object.hasOwn(labels, rule)) return { group, label: `awswaf:managed:aws:${labels[rule]}` };
  }
  return undefined;
}
