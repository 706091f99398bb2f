import type { z } from 'zod';
import {
  accountAnswer,
  adminAnswer,
  historyAnswer,
  locksAnswer,
  merchantAnswer,
  merchantsAnswer,
  paymentAnswer,
  poolAnswer,
  poolsAnswer,
  readyAnswer,
  timelockAnswer,
  walletPoolsAnswer,
} from '@/lib/domain/api';
import { nameAnswer } from '@/lib/domain/name-answer';
import { readJson } from './read-json';
import { seenBlock } from './seen-block';
import { upToDate } from './up-to-date';

/** The answers that pages hold, by the name of their schema. */
const answers = {
  accountAnswer,
  adminAnswer,
  historyAnswer,
  locksAnswer,
  merchantAnswer,
  merchantsAnswer,
  nameAnswer,
  paymentAnswer,
  poolAnswer,
  poolsAnswer,
  readyAnswer,
  timelockAnswer,
  walletPoolsAnswer,
};
export type AnswerName = keyof typeof answers;
export type AnswerOf<Name extends AnswerName> = z.output<(typeof answers)[Name]>;
/** Typed by name, so that what is read is what was asked for. */
const schemas: { [Name in AnswerName]: z.ZodType<AnswerOf<Name>> } = answers;

/** GETs a route and reads its answer, one that no block has overtaken ({@link upToDate}). Throws as {@link readJson} does. */
export const readAnswer = <Name extends AnswerName>(
  name: Name,
  path: string,
  init: RequestInit = {},
): Promise<AnswerOf<Name>> => upToDate(() => readJson(schemas[name], path, init), seenBlock);
