/**
 * What a bare `Transaction` annotation has for its names: anything. `never` and `string` were tried and made
 * `let tx: Transaction = net.host()`, loops and presets compile errors. This is the only `any` of the package.
 */
export type Untracked = any;
