import type {
  DeleteAccountSettingRequest,
  DeleteAccountSettingResponse,
  ListAccountSettingsRequest,
  ListAccountSettingsResponse,
  PutAccountSettingDefaultRequest,
  PutAccountSettingDefaultResponse,
  PutAccountSettingRequest,
  PutAccountSettingResponse,
  Setting,
  SettingName,
} from '@aws-sdk/client-ecs';
import { rootOf } from './arn';
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
    const { items, nextToken } = page({
      list: 'ListAccountSettings',
      all: settings,
      key: (one) => one.name ?? '',
      request: input,
      size: 10,
    });
    return { settings: items, nextToken };
  },

  PutAccountSetting(region: RegionRecord, input: PutAccountSettingRequest): PutAccountSettingResponse {
    return put(region, input);
  },

  /** What AWS has where nobody chose is there again. */
  DeleteAccountSetting(
    region: RegionRecord,
    input: DeleteAccountSettingRequest,
  ): DeleteAccountSettingResponse {
    const name = known(input.name);
    region.settings.delete(name);
    return { setting: setting(region, name) };
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
  const name = known(input.name);
  const value = given(input.value, 'Value can not be blank.');
  region.settings.set(name, value);
  return { setting: setting(region, name) };
}

/** @throws EcsError for a setting that there is not */
function known(asked: SettingName | undefined): keyof typeof DEFAULTS {
  const name = given(asked, 'Name can not be blank.');
  if (!isKnown(name)) throw new EcsError('InvalidParameterException', `Unknown account setting ${name}.`);
  return name;
}

const setting = (region: RegionRecord, name: keyof typeof DEFAULTS): Setting => ({
  name,
  value: region.settings.get(name) ?? DEFAULTS[name],
  principalArn: rootOf(region),
  type: 'user',
});
