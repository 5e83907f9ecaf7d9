import fc from 'fast-check';
import { terraformEnvironment } from './terraform-environment';

describe('terraformEnvironment', () => {
  it('keeps what would redirect Terraform from it, and says so', () => {
    const notes: string[] = [];
    const env = terraformEnvironment(
      {
        PATH: '/bin',
        TF_LOG: 'DEBUG',
        TF_WORKSPACE: 'prod',
        TF_DATA_DIR: '/x',
        TF_CLI_ARGS_plan: '-destroy',
      },
      {},
      (text) => notes.push(text),
    );

    expect(env).toEqual({
      PATH: '/bin',
      TF_LOG: 'DEBUG',
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
      CHECKPOINT_DISABLE: '1',
      GOGC: '400',
    });
    expect(notes).toEqual([expect.stringContaining('TF_WORKSPACE, TF_DATA_DIR, TF_CLI_ARGS_plan')]);
  });

  it('lets the cloud set variables and take some away', () => {
    const env = terraformEnvironment(
      { AWS_PROFILE: 'work', TF_CLI_CONFIG_FILE: '/gone' },
      { AWS_PROFILE: undefined, TF_CLI_CONFIG_FILE: undefined, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
      () => {
        throw new Error('nothing to say');
      },
    );

    expect(env).not.toHaveProperty('AWS_PROFILE');
    expect(env).not.toHaveProperty('TF_CLI_CONFIG_FILE');
    expect(env).toMatchObject({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
  });

  it('lets nothing through that chooses workspace, folder or arguments, whatever else is there', () => {
    const misleading = fc.oneof(
      fc.constantFrom('TF_WORKSPACE', 'TF_DATA_DIR', 'TF_CLI_ARGS'),
      fc.stringMatching(/^TF_CLI_ARGS_[a-z_]{1,12}$/),
    );
    const harmless = fc.constantFrom(
      'AWS_PROFILE',
      'TF_VAR_x',
      'TF_LOG',
      'TF_CLI_ARGSX',
      'XTF_WORKSPACE',
      'TF_WORKSPACE_X',
    );
    const given = (name: fc.Arbitrary<string>) => fc.dictionary(name, fc.string());
    fc.assert(
      fc.property(given(misleading), given(harmless), (bad, good) => {
        const notes: string[] = [];
        const env = terraformEnvironment({ ...bad, ...good }, {}, (text) => notes.push(text));

        expect(env).toEqual({
          ...good,
          TF_IN_AUTOMATION: '1',
          TF_INPUT: '0',
          CHECKPOINT_DISABLE: '1',
          GOGC: '400',
        });
        expect(notes).toHaveLength(Object.keys(bad).length > 0 ? 1 : 0);
      }),
    );
  });

  it('asks nothing, whatever the caller or the cloud would have', () => {
    const talkative = { TF_INPUT: '1', TF_IN_AUTOMATION: '', CHECKPOINT_DISABLE: '' };

    expect(terraformEnvironment(talkative, talkative, () => undefined)).toEqual({
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
      CHECKPOINT_DISABLE: '1',
      GOGC: '400',
    });
  });

  it('leaves the heap to the caller who has set it', () => {
    expect(terraformEnvironment({ GOGC: '50' }, {}, () => undefined)).toMatchObject({ GOGC: '50' });
  });
});
