/** What was asked for cannot be deployed as things are; the message says what to do. */
export class CannotDeploy extends Error {
  override name = 'CannotDeploy';
}
