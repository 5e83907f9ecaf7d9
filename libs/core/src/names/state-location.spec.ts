import { stateLocation } from './state-location';

test('the state of an app is found by account and region alone', () => {
  expect(stateLocation({ app: 'acme', aws: { account: '222222222222', region: 'eu-west-1' } })).toEqual({
    bucket: 'acme-tfstate-222222222222-eu-west-1',
    key: 'acme.tfstate',
    keyAlias: 'alias/acme-tfstate',
  });
});
