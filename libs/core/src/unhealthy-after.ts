/** Failed checks in a row until a task gets no more requests and is replaced. */
export const UNHEALTHY_AFTER = 3;
