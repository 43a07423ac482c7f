/** What went wrong, in words for whoever called the command: it is printed without a stack. */
export class Failure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Failure';
  }
}
