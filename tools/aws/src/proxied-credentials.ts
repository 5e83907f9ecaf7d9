import type { defaultProvider } from '@aws-sdk/credential-provider-node';

type Provider = ReturnType<typeof defaultProvider>;
type RequestHandler = NonNullable<
  NonNullable<NonNullable<Parameters<typeof defaultProvider>[0]>['clientConfig']>['requestHandler']
>;

/**
 * The SDK's own chain of credentials, with a way out: SSO, web identity and assumed roles ask AWS over the network, and
 * some of them with clients that know nothing of the one that they work for. Loaded when it is first asked.
 *
 * @param profile `undefined` for what the process's own variables say
 * @returns asked with the client's settings, whose region counts where the caller's own name none
 */
export function proxiedCredentials(requestHandler: RequestHandler, profile: string | undefined): Provider {
  let provider: Promise<Provider> | undefined;
  return async (caller) => {
    provider ??= import('@aws-sdk/credential-provider-node').then(({ defaultProvider: make }) =>
      make({ ...(profile && { profile }), clientConfig: { requestHandler } }),
    );
    return (await provider)(caller);
  };
}
