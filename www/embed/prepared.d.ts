// The types of `whosaid/embed/prepared`, which needs no page: it runs in Node as well.

export type { Prepared, Quote } from "./who-said.js";
export { prepare } from "./who-said.js";
