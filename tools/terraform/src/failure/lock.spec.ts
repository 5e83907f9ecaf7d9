import { describeLock, parseLockInfo } from './lock';

const HELD = {
  severity: 'error',
  summary: 'Error acquiring the state lock',
  detail: `Error message: api error PreconditionFailed
Lock Info:
  ID:        4c36
  Path:      bucket/env:/staging/acme.tfstate
  Operation: OperationTypePlan
  Who:       jo@laptop
  Version:   1.11.4
  Created:   2026-11-23 20:03:19.673507711 +0000 UTC
  Info:      
`,
} as const;

describe('lock info', () => {
  it('is read from the error', () => {
    expect(parseLockInfo(HELD)).toEqual({
      id: '4c36',
      who: 'jo@laptop',
      operation: 'OperationTypePlan',
      version: '1.11.4',
      created: new Date('2026-11-23T20:03:19Z'),
    });
  });

  it('is not invented where the lock could not even be looked at', () => {
    const detail = 'Error message: operation error S3: PutObject, api error AccessDenied: Access Denied';

    expect(parseLockInfo({ ...HELD, detail })).toBeUndefined();
  });

  it.each([
    ['2026-11-23T20:03:40Z', 'less than a minute'],
    ['2026-11-23T20:04:20Z', '1 minute'],
    ['2026-11-23T21:13:19Z', '70 minutes'],
    ['2026-11-24T08:03:19Z', '12 hours'],
    ['2026-11-26T20:03:19Z', '3 days'],
  ])('is told by its age at %s', (now, age) => {
    expect(describeLock(parseLockInfo(HELD)!, new Date(now))).toContain(`2026-11-23T20:03:19Z, ${age} ago`);
  });

  it('is told even if another version of Terraform writes its time otherwise', () => {
    const odd = { ...HELD, detail: HELD.detail.replace(/Created:.*/, 'Created: yesterday') };

    expect(describeLock(parseLockInfo(odd)!, new Date())).toContain('since  unknown');
  });

  it.each([
    ['OperationTypeApply', 'applying'],
    ['OperationTypePlan', 'planning'],
    ['OperationTypeRefresh', 'refreshing'],
    ['OperationTypeInvalid', 'working'],
  ])('says of %s that somebody is %s', (operation, doing) => {
    const lock = { ...parseLockInfo(HELD)!, operation };

    expect(describeLock(lock, new Date('2026-11-23T20:05:19Z'))).toBe(
      `  who    jo@laptop, ${doing} with version 1.11.4\n  since  2026-11-23T20:03:19Z, 2 minutes ago\n  id     4c36`,
    );
  });

  it('is as much as there is of it', () => {
    const lock = parseLockInfo({ ...HELD, detail: 'Lock Info:\n  ID: 4c36' });

    expect(lock).toMatchObject({ id: '4c36', who: '', operation: '', version: '' });
    expect(describeLock(lock!, new Date())).toContain('who    unknown, working');
    expect(parseLockInfo({ ...HELD, detail: 'Lock Info:\n  ID:  \n  Who: jo' })).toBeUndefined();
    expect(parseLockInfo({ ...HELD, detail: '  ID: 4c36' })).toBeUndefined();
    expect(parseLockInfo({ ...HELD, summary: 'Lock Info:', detail: 'ID: 4c36' })).toMatchObject({
      id: '4c36',
    });
  });

  it.each([
    ['2026-11-23T20:03:48Z', 'less than a minute'],
    ['2026-11-23T20:03:00Z', 'less than a minute'],
    ['2026-11-23T22:02:19Z', '119 minutes'],
    ['2026-11-23T22:03:19Z', '2 hours'],
    ['2026-11-25T19:03:19Z', '47 hours'],
    ['2026-11-25T20:03:19Z', '2 days'],
  ])('counts at %s in the unit that fits', (now, age) => {
    expect(describeLock(parseLockInfo(HELD)!, new Date(now))).toContain(`, ${age} ago`);
  });
});
