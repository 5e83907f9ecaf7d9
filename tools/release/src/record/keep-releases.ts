/**
 * How many of the newest releases that were live can come back whole: with their assets, without an upload, and with
 * their own secrets. Their pages still find their files in an open browser tab.
 */
export const KEEP_RELEASES = 20;
