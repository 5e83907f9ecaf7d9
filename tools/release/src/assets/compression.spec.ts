import { compressionOf } from './compression';

const OCI = 'application/vnd.oci.image.layer';
const DOCKER = 'application/vnd.docker.image.rootfs';

it.each([
  [`${OCI}.v1.tar`, 'none'],
  [`${OCI}.v1.tar+gzip`, 'gzip'],
  [`${OCI}.v1.tar+zstd`, 'zstd'],
  [`${OCI}.nondistributable.v1.tar+gzip`, 'gzip'],
  [`${DOCKER}.diff.tar`, 'none'],
  [`${DOCKER}.diff.tar.gzip`, 'gzip'],
  [`${DOCKER}.diff.tar.zstd`, 'zstd'],
  [`${DOCKER}.foreign.diff.tar.gzip`, 'gzip'],
  [`${OCI}.v1.tar+gzip+encrypted`, undefined],
  [`${OCI}.v1.erofs`, undefined],
  ['application/octet-stream', undefined],
])('%s: %s', (mediaType, compression) => {
  expect(compressionOf(mediaType)).toBe(compression);
});
