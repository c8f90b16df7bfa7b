import { Connection, type ConnectionOptions } from "./connection.js";
import { everything } from "./generated/operations.js";

export * from "./connection.js";
export * from "./generated/operations.js";
export * from "./paged.js";
export * from "./problem.js";

/** A library and all that its API does: `lms.loans.checkOut(…)`. */
export type Lms = Connection & ReturnType<typeof everything>;

/** Connects to a library. Whoever needs few resources and a small bundle takes `loans(new Connection(…))` instead. */
export const createLms = (options: ConnectionOptions): Lms => {
  const connection = new Connection(options);
  return Object.assign(connection, everything(connection));
};
