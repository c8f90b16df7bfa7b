import type { ProblemCode } from "./generated/operations.js";
import type { components } from "./generated/schema.js";

type Problem = components["schemas"]["Problem"];

/** The library says no (RFC 9457): `code` is what a program switches on. */
export class LmsProblem extends Error {
  override readonly name = "LmsProblem";

  constructor(
    /** The whole problem. */
    readonly problem: Problem,
    /** The answer's headers. */
    readonly headers: Headers,
  ) {
    super(problem.detail ?? problem.title);
  }

  /** The HTTP status. */
  get status(): number {
    return this.problem.status;
  }

  /** Stable and kebab-case, as `refused` or `not-found`; the page `/problems/{code}` explains it. */
  get code(): ProblemCode {
    return this.problem.code;
  }

  /** Every reason of a refusal, with who may override it; empty where it is none. */
  get blocks(): NonNullable<Problem["blocks"]> {
    return this.problem.blocks ?? [];
  }

  /** What is wrong, by member of the request; empty where nothing is invalid. */
  get errors(): NonNullable<Problem["errors"]> {
    return this.problem.errors ?? {};
  }

  /** What the library's log calls the request. */
  get traceId(): string | null {
    return this.problem.traceId;
  }
}
