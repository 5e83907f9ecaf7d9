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
});
