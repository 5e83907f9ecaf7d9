import model from './request-model.json';

/** A shape of AWS's service model, as far as it says what a request may hold. */
export type Shape =
  | StructureShape
  | { readonly type: 'list'; readonly member: string; readonly min?: number; readonly max?: number }
  | { readonly type: 'map'; readonly value: string }
  | ScalarShape;

export interface StructureShape {
  readonly type: 'structure';
  readonly required?: readonly string[];
  readonly members: { readonly [member: string]: string };
}

export interface ScalarShape {
  readonly type: 'string' | 'integer' | 'long' | 'boolean' | 'timestamp' | 'double' | 'float';
  readonly enum?: readonly string[];
  /** Of a number, or of a text's length. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

export interface RequestModel {
  /** Name of the shape of each operation's request. */
  readonly operations: { readonly [operation: string]: string };
  readonly shapes: { readonly [name: string]: Shape };
}

/**
 * What AWS's own service model says of the requests that are served here. Written by `write-model.py` from the botocore
 * that moto is pinned with; a spec says when the two differ.
 *
 * https://github.com/boto/botocore/tree/develop/botocore/data/ecs/2014-11-13
 */
export const REQUEST_MODEL = model as unknown as RequestModel;
