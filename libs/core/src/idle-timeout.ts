/**
 * Seconds of silence after which load balancer and CDN give up on an answer; the longest that CloudFront waits without a
 * raised quota. A leaving task is drained as long, so that no roll breaks a request off that users would wait for.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout
 */
export const IDLE_TIMEOUT_SECONDS = 60;
