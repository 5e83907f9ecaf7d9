import { pythonProcessEnvironment } from './process-environment';

test('what would change the packages that Python sees is left out', () => {
  const misleading = [
    'PYTHONPATH',
    'PYTHONHOME',
    'VIRTUAL_ENV',
    'PIP_USER',
    'PIP_TARGET',
    'PIP_REQUIRE_VIRTUALENV',
  ];
  const env = Object.fromEntries(misleading.map((name) => [name, '1']));
  expect(pythonProcessEnvironment(env)).toEqual({});
});

test('how to reach a package index is kept', () => {
  const env = {
    PATH: '/bin',
    PIP_INDEX_URL: 'https://index.example',
    PIP_CERT: '/ca.pem',
    HTTPS_PROXY: 'http://proxy',
  };
  expect(pythonProcessEnvironment(env)).toEqual(env);
});
