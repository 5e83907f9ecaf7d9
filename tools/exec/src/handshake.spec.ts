import { answerHandshake } from './handshake';

const request = (ActionType: string, ActionParameters: object = {}) => ({
  AgentVersion: '3',
  RequestedClientActions: [{ ActionType, ActionParameters }],
});

test('a session of commands is taken', () => {
  expect(answerHandshake(request('SessionType', { SessionType: 'InteractiveCommands' }), '1')).toEqual({
    response: {
      ClientVersion: '1',
      ProcessedClientActions: [{ ActionType: 'SessionType', ActionStatus: 1, ActionResult: null, Error: '' }],
      Errors: [],
    },
  });
});

test.each([
  ['KMSEncryption', { KMSKeyId: 'key' }, 3, /needs the session-manager-plugin of AWS/],
  ['SessionType', { SessionType: 'Port' }, 2, /^Unknown session type Port\.$/],
  ['Dance', {}, 3, /^Unsupported action Dance\.$/],
])('%s with %j is refused, with status %i', (ActionType, parameters, ActionStatus, reason) => {
  const { refusal, response } = answerHandshake(request(ActionType, parameters), '1');
  const Error = expect.stringMatching(reason);
  expect(refusal).toEqual(Error);
  expect(response).toEqual({
    ClientVersion: '1',
    ProcessedClientActions: [{ ActionType, ActionStatus, ActionResult: null, Error }],
    Errors: [Error],
  });
});
