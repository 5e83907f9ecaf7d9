import type { AppFigures } from './measure-app';
import { atMost, megabytes, seconds, type Row } from './table';

/** The figures of the sample app, each with its target, and beside it what a bare Next.js app takes. */
export function appRows({ coldBuild, warmBuild, megabytes: size, server, bare }: AppFigures): Row[] {
  return [
    atMost('production build of the app, nothing cached', coldBuild, 20, seconds),
    bareRow(seconds(bare.coldBuild)),
    atMost('the same after a change to one file', warmBuild, 10, seconds),
    bareRow(seconds(bare.warmBuild)),
    atMost('what goes into the image', size, 50, megabytes),
    bareRow(megabytes(bare.megabytes)),
    atMost('start of the server until it answers', server.readySeconds, 0.5, seconds),
    bareRow(seconds(bare.server.readySeconds)),
    ...(server.idleMegabytes === undefined
      ? []
      : [atMost('memory of the server at rest', server.idleMegabytes, 120, megabytes)]),
    ...(bare.server.idleMegabytes === undefined ? [] : [bareRow(megabytes(bare.server.idleMegabytes))]),
  ];
}

const bareRow = (measured: string): Row => ({ what: '… of a bare Next.js app with Knex', measured });
