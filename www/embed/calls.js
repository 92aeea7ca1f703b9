/* Calls across a border that only passes messages. In: a method and its arguments. Out: a promise. */

/** @typedef {{ id: number, method: string, args: unknown[] }} Call */
/** @typedef {{ id: number, value?: unknown, error?: string }} Answer */

export class Calls {
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  #open = new Map();
  #last = 0;
  #send;

  /** @param {(call: Call) => void} send */
  constructor(send) {
    this.#send = send;
  }

  /** @param {string} method @param {unknown[]} args @returns {Promise<any>} */
  make(method, args) {
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      this.#open.set(id, { resolve, reject });
      this.#send({ id, method, args });
    });
  }

  /** @param {Answer} answer */
  take({ id, value, error }) {
    const call = this.#open.get(id);
    this.#open.delete(id);
    if (error === undefined) call?.resolve(value);
    else call?.reject(new Error(error));
  }

  /** Nothing more will be answered. @param {Error} error */
  fail(error) {
    for (const { reject } of this.#open.values()) reject(error);
    this.#open.clear();
  }
}

/**
 * Answers a call on the other side.
 * @param {Record<string, any>} engine
 * @param {Call} call
 * @returns {Promise<Answer>}
 */
export async function answer(engine, { id, method, args }) {
  try {
    if (!["analyze", "export"].includes(method) || typeof engine[method] !== "function") {
      throw new TypeError(`there is no ${method} here`);
    }
    return { id, value: await engine[method](...args) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
