/** Namespaces to make, in this order. */
export interface MakeRequest {
  readonly names: readonly string[];
  readonly memory: SharedArrayBuffer;
}

/** Why the last namespace of the batch could not be made; it is posted before the counter says so. */
export interface MakeFailure {
  readonly errno: string;
  readonly kernelMessage?: string;
}

/** The maker can be used. */
export interface MakerReady {
  readonly ready: true;
}
