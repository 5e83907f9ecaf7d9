import type { ApiAnswer, ApiCall } from './api-service';

const XML_SERVICES = ['cloudfront', 'ec2', 'route53', 's3'];

/**
 * An error that an SDK finds in its protocol's own place. moto/front.py does the same for what moto refuses.
 *
 * https://smithy.io/2.0/aws/protocols
 */
export function refusal(
  call: Pick<ApiCall, 'service' | 'headers'>,
  { status, code, message }: { readonly status: number; readonly code: string; readonly message: string },
): ApiAnswer {
  const isQuery = String(call.headers['content-type']).startsWith('application/x-www-form-urlencoded');
  const headers = { 'x-amzn-errortype': code };
  if (!isQuery && !XML_SERVICES.includes(call.service))
    return {
      status,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ __type: code, message }),
    };
  const error = `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  const body =
    call.service === 's3'
      ? error
      : call.service === 'ec2'
        ? `<Response><Errors>${error}</Errors></Response>`
        : `<ErrorResponse>${error}</ErrorResponse>`;
  return { status, headers: { ...headers, 'content-type': 'text/xml' }, body };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
