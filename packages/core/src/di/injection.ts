// tsyringe looks for the reflection API when it is loaded, so this comes first, and nothing else imports tsyringe.
import 'reflect-metadata';

export { container as rootContainer, inject, injectable } from 'tsyringe';
export type { DependencyContainer, InjectionToken } from 'tsyringe';
