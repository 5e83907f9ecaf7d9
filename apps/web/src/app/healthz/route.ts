/** Whether the process answers. It asks nobody: a database that is down is no reason to restart the app. */
export function GET(): Response {
  return new Response('ok\n', { headers: { 'cache-control': 'no-store' } });
}

export const dynamic = 'force-dynamic';
