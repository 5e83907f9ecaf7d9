/**
 * Databases that had to come back at another port than they had: two clouds of one saved state cannot both have the old
 * one. What was told the old port, such as a task definition, is read with the new one until Terraform writes it anew.
 */
export class MovedPorts {
  private readonly now = new Map<number, number>();

  /** @param before ports that it has had */
  moved(before: readonly number[], port: number): void {
    for (const old of before) if (old !== port) this.now.set(old, port);
    this.now.delete(port);
  }

  /** A setting that is a port, or an address on this machine with one, as it is now. */
  inSetting(value: string): string {
    const whole = /^\d+$/.test(value) ? this.now.get(Number(value)) : undefined;
    if (whole !== undefined) return String(whole);
    return value.replaceAll(/\b(127\.0\.0\.1|localhost):(\d+)\b/g, (address, host: string, port: string) => {
      const found = this.now.get(Number(port));
      return found === undefined ? address : `${host}:${found}`;
    });
  }
}
