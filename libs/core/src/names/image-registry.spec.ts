import { imageAddress, imageRepository, registryHost } from './image-registry';

const ENVIRONMENT = { app: 'acme', aws: { region: 'eu-west-1', registryAccount: '111111111111' } };

it('an image comes from the repository of its app, in the account of images', () => {
  expect(registryHost(ENVIRONMENT)).toBe('111111111111.dkr.ecr.eu-west-1.amazonaws.com');
  expect(imageRepository(ENVIRONMENT)).toEqual({ registryId: '111111111111', repositoryName: 'acme' });
  expect(imageAddress(ENVIRONMENT, 'sha256:ab')).toBe(
    '111111111111.dkr.ecr.eu-west-1.amazonaws.com/acme@sha256:ab',
  );
});
