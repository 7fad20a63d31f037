export interface NamespaceOptions {
  /**
   * `'if-missing'` (default) makes the namespace where it is missing, `'exclusive'` refuses where it exists, `'never'`
   * refuses where it is missing.
   */
  readonly create?: 'if-missing' | 'exclusive' | 'never' | undefined;
}
