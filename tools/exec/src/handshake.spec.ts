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
  [request('KMSEncryption', { KMSKeyId: 'key' }), 'needs the session-manager-plugin of AWS'],
  [request('SessionType', { SessionType: 'Port' }), 'Unknown session type Port.'],
  [request('Dance'), 'Unsupported action Dance.'],
])('%j is refused', (asked, reason) => {
  const { refusal, response } = answerHandshake(asked, '1');
  expect(refusal).toContain(reason);
  expect(JSON.stringify(response)).toContain(reason);
});
