import { connect } from 'node:net';

/** https://www.postgresql.org/docs/17/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-SSLREQUEST */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * Whether the Postgres there speaks TLS. `pg` can insist on TLS or do without; this is what is missing for libpq's
 * `sslmode=prefer`: with TLS where the server has it, without where it has none.
 *
 * It keeps out who only listens. Who can stand between app and database can answer no: a server that must be reached
 * by TLS has to refuse the rest, as RDS does with `rds.force_ssl`.
 *
 * @throws Error when nobody answers within `timeoutMs`
 */
export function offersTls(host: string, port: number, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: timeoutMs }, () => socket.write(SSL_REQUEST));
    socket.once('data', (answer) => {
      resolve(answer.toString('latin1', 0, 1) === 'S');
      socket.destroy();
    });
    socket.once('timeout', () => socket.destroy(new Error(`${host}:${port} does not answer`)));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`${host}:${port} closed the connection`)));
  });
}
