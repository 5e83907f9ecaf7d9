import type {
  ListAccountSettingsRequest,
  ListAccountSettingsResponse,
  PutAccountSettingDefaultRequest,
  PutAccountSettingDefaultResponse,
  PutAccountSettingRequest,
  PutAccountSettingResponse,
  Setting,
  SettingName,
} from '@aws-sdk/client-ecs';
import { EcsError, given } from './ecs-error';
import { page } from './page';
import type { RegionRecord } from './state';

/** What AWS has where nobody chose. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html */
const DEFAULTS = {
  awsvpcTrunking: 'disabled',
  containerInsights: 'disabled',
  containerInstanceLongArnFormat: 'enabled',
  defaultLogDriverMode: 'non-blocking',
  fargateFIPSMode: 'disabled',
  fargateTaskRetirementWaitPeriod: '7',
  guardDutyActivate: 'off',
  serviceLongArnFormat: 'enabled',
  tagResourceAuthorization: 'on',
  taskLongArnFormat: 'enabled',
} as const satisfies { readonly [Name in SettingName]?: string };

const isKnown = (name: SettingName): name is keyof typeof DEFAULTS => name in DEFAULTS;

/** There is one caller in an account here, its root: what it sets for itself is what it sets for all. */
export const accountSettingOperations = {
  ListAccountSettings(region: RegionRecord, input: ListAccountSettingsRequest): ListAccountSettingsResponse {
    const { name: wanted, value, effectiveSettings = false } = input;
    const names = Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[];
    const settings = names
      .filter((name) => wanted === undefined || name === wanted)
      .filter((name) => effectiveSettings || region.settings.has(name))
      .map((name) => setting(region, name))
      .filter((one) => value === undefined || one.value === value);
    const { items, nextToken } = page(settings, {
      nextToken: input.nextToken,
      ...(input.maxResults && { maxResults: Math.min(input.maxResults, 10) }),
    });
    return { settings: items, nextToken };
  },

  PutAccountSetting(region: RegionRecord, input: PutAccountSettingRequest): PutAccountSettingResponse {
    return put(region, input);
  },

  PutAccountSettingDefault(
    region: RegionRecord,
    input: PutAccountSettingDefaultRequest,
  ): PutAccountSettingDefaultResponse {
    return put(region, input);
  },
};

function put(
  region: RegionRecord,
  input: Pick<PutAccountSettingRequest, 'name' | 'value'>,
): { readonly setting: Setting } {
  const name = given(input.name, 'Name can not be blank.');
  const value = given(input.value, 'Value can not be blank.');
  if (!isKnown(name)) throw new EcsError('InvalidParameterException', `Unknown account setting ${name}.`);
  region.settings.set(name, value);
  return { setting: setting(region, name) };
}

const setting = (region: RegionRecord, name: keyof typeof DEFAULTS): Setting => ({
  name,
  value: region.settings.get(name) ?? DEFAULTS[name],
  principalArn: `arn:aws:iam::${region.account}:root`,
  type: 'user',
});
