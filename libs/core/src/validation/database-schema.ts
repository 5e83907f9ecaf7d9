import { optional } from 'zod/mini';
import { instanceClassFix } from '../instance-memory';
import { parseStorage } from '../size';
import { choice, flag, pattern, section, size, text, whole } from './field';

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
const storage = size(parseStorage, "a size from '20 GB' to '64 TB'", (gibibytes) =>
  gibibytes !== undefined && gibibytes >= 20 && gibibytes <= 65536
    ? undefined
    : "Write a whole number of GB or TB in that range, such as '20 GB'.",
);

export const databaseSchema = section({
  size: optional(text("an RDS instance class such as 'db.t4g.micro'", instanceClassFix)),
  storage: optional(storage),
  maxStorage: optional(storage),
  version: optional(
    pattern(
      /^\d+(\.\d+)?$/,
      "a version of Postgres, such as '17' or '17.7'",
      "Write a major, such as '17', or a major and a minor.",
    ),
  ),
  upgrade: optional(choice('minor', 'major')),
  multiAz: optional(flag()),
  backupDays: optional(whole(1, 35)),
  deletionProtection: optional(flag()),
  unlisted: optional(flag()),
});
