import { parseImageReference } from './image-reference';

const REGISTRY = '111111111111.dkr.ecr.eu-west-1.amazonaws.com';
const DIGEST = `sha256:${'a'.repeat(64)}`;

test.each([
  [`${REGISTRY}/acme@${DIGEST}`, { imageDigest: DIGEST }, 'acme'],
  [`${REGISTRY}/acme:v1`, { imageTag: 'v1' }, 'acme'],
  [`${REGISTRY}/team/acme`, { imageTag: 'latest' }, 'team/acme'],
])('%s', (text, id, repository) => {
  expect(parseImageReference(text)).toEqual({
    account: '111111111111',
    region: 'eu-west-1',
    repository,
    id,
  });
});

test.each(['nginx', 'public.ecr.aws/nginx/nginx:1', `${REGISTRY}/acme@sha256:1`, `x${REGISTRY}/acme`])(
  '%s is of no registry that is known here',
  (text) => expect(parseImageReference(text)).toBeUndefined(),
);
