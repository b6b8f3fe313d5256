/** The names of a block, and of those around it. */
export class Scope {
  #names: Map<string, unknown>;
  #outer: Scope | undefined;

  constructor(names: Record<string, unknown> | Map<string, unknown> = {}, outer?: Scope) {
    this.#names = names instanceof Map ? names : new Map(Object.entries(names));
    this.#outer = outer;
  }

  inner(): Scope {
    return new Scope({}, this);
  }

  has(name: string): boolean {
    return this.#names.has(name) || (this.#outer?.has(name) ?? false);
  }

  get(name: string): unknown {
    return this.#names.has(name) ? this.#names.get(name) : this.#outer?.get(name);
  }

  declare(name: string, value: unknown): void {
    this.#names.set(name, value);
  }

  set(name: string, value: unknown): void {
    if (this.#names.has(name) || !this.#outer) this.#names.set(name, value);
    else this.#outer.set(name, value);
  }
}
