/** The engine, where a platform or a bundler makes a `WebAssembly.Module` of what is imported. */
declare const engine: object;
export default engine;
