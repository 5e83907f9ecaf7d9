/**
 * Whether a health check's answer is a success.
 *
 * @param codes as a target group declares them: `200`, `200,301`, `200-299` and mixtures
 */
export function acceptsStatus(codes: string, status: number): boolean {
  return codes.split(',').some((piece) => {
    const [from = NaN, to = from] = piece.split('-').map((text) => Number.parseInt(text, 10));
    return status >= from && status <= to;
  });
}
