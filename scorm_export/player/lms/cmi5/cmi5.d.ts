/** The types of the cmi5 adapter. */

/** Where a launch sends what is reported (cmi5 1.0, section 8.1). */
export interface Target {
  /** The address of the LRS, with a slash at its end. */
  endpoint: string;
  /** The address that gives the token for this session, once. */
  fetch: string;
  actor: Agent;
  registration: string;
  activityId: string;
}

export interface Agent {
  objectType?: string;
  name?: string;
  account?: { homePage: string; name: string };
}

export interface Context {
  registration?: string;
  contextActivities?: Record<string, unknown[]>;
  extensions?: Record<string, unknown>;
}

/** What the LMS has written for this session (cmi5 1.0, section 10). */
export interface LaunchData {
  contextTemplate: Context;
  launchMode: "Normal" | "Browse" | "Review";
  masteryScore?: number;
  returnURL?: string;
}

/** A statement (xAPI 1.0.3, part 2, section 2). */
export interface Statement {
  id: string;
  actor: Agent;
  verb: { id: string; display: Record<string, string> };
  object: object;
  result?: object;
  context: Context;
  timestamp: string;
}
