/** @file What is there from the start: where the visitor is, and a lab that opens when something asks for it. */
import { somethingKept } from "#storage/kept.ts";
import type { Lab } from "./lab.svelte.ts";
import { Router } from "./route.svelte.ts";

export class Arrival {
  /** Null until it is open. */
  lab = $state.raw<Lab | null>(null);
  #opening: Promise<Lab> | null = null;

  /** `load` fetches the lab's script and opens it. */
  constructor(
    private readonly load: (router: Router) => Promise<Lab>,
    readonly router = new Router(),
  ) {}

  /** Opens the lab, once; after a failure the next call tries again. */
  open(): Promise<Lab> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Opens the lab where an earlier visit left something in the browser. */
  async openIfUsed(): Promise<Lab | null> {
    return (await somethingKept()) ? this.open() : null;
  }

  async #open(): Promise<Lab> {
    try {
      const lab = await this.load(this.router);
      this.lab = lab;
      return lab;
    } catch (reason) {
      this.#opening = null;
      throw reason;
    }
  }
}
