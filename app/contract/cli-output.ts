/** @file What the command line prints with `--json`: one of these objects a line, and nothing else. */
import { z } from 'zod';
import { AnswerFacts, Resolution } from './assistant.ts';
import { DeviceTrial } from './devices.ts';
import { ModelId, PhotoId } from './ids.ts';
import { Failure, Progress } from './jobs.ts';
import { Counts } from './library.ts';
import { Alignment, ModelInfo, SearchModelState, SearchModelSpeed } from './models.ts';
import { Chip, QueryIssue, Why } from './search.ts';
import { DoctorCheck } from './system.ts';

const Count = z.number().int();

export const AddProgressLine = z.object({ type: z.literal('progress'), folder: z.string(), progress: Progress });
export const AddFinishedLine = z.object({
  type: z.literal('finished'),
  /** `photos = indexed + failed + skipped`. */
  photos: Count,
  indexed: Count,
  failed: Count,
  skipped: Count,
  ignored: Count,
  leftOutFolders: Count,
  /** Folders that lie in others, in plain words. */
  notices: z.array(z.string()),
  seconds: z.number(),
  photosPerSecond: z.number(),
});
export const FolderRemovedLine = z.object({
  type: z.literal('removed'),
  folder: z.string(),
  /** Photos that left the library with it. */
  photos: Count,
});

export const HitLine = z.object({
  photoId: PhotoId,
  path: z.string(),
  score: z.number(),
  probability: z.number().nullable(),
  why: z.array(Why),
});
export const SearchLine = z.object({
  type: z.literal('hits'),
  query: z.string(),
  total: Count,
  state: z.string(),
  /** The model that ranked by meaning; null where words and filters alone answered. */
  model: z.string().nullable(),
  modelProblem: z.string().nullable(),
  /** What the text was understood as, in its order. */
  chips: z.array(Chip.pick({ kind: true, key: true, label: true })),
  issues: z.array(QueryIssue.pick({ kind: true, message: true, hint: true })),
  /** The cut-off in force, and how many photos it alone left out. */
  minimumProbability: z.number().nullable(),
  belowCutoff: Count,
  seconds: z.number(),
  hits: z.array(HitLine),
});

export const AskTokenLine = z.object({ type: z.literal('token'), text: z.string() });
/** `text` takes the place of all tokens so far; further tokens follow it. */
export const AskReplacedLine = z.object({ type: z.literal('replaced'), text: z.string(), reason: z.string() });
export const AskFinishedLine = z.object({
  type: z.literal('finished'),
  answer: z.string(),
  tool: AnswerFacts.shape.tool,
  toolReason: z.string(),
  model: z.string().nullable(),
  /** Paths of the photos that the answer rests on. */
  photos: z.array(z.string()),
  resolution: Resolution.nullable(),
  looks: AnswerFacts.shape.looks,
  canLookCloser: z.boolean(),
  /** `photo` counts from 1 in the photos of the question. */
  regions: AnswerFacts.shape.regions,
  tokensPerSecond: z.number().nullable(),
  server: z.string().nullable(),
  /** Set in place of an answer: what would be sent to a server that was not agreed to yet. */
  consent: AnswerFacts.shape.consent,
  confidence: z.number().nullable(),
  confidenceKind: AnswerFacts.shape.confidenceKind,
  notices: z.array(z.string()),
  seconds: z.number(),
  firstTokenSeconds: z.number().nullable(),
});

export const FailureLine = Failure.extend({ type: z.literal('failure') });
export const StatsLine = z.object({
  type: z.literal('stats'),
  library: z.string(),
  counts: Counts,
  folders: z.array(z.object({ path: z.string(), state: z.string(), photos: Count })),
  databaseBytes: Count,
  thumbnailBytes: Count,
  vectorBytes: Count,
  search: SearchModelState,
});
export const ModelLine = ModelInfo.extend({ type: z.literal('model') });
export const ModelProgressLine = z.object({ type: z.literal('progress'), modelId: ModelId, progress: Progress });
export const ModelFinishedLine = z.object({
  type: z.literal('finished'),
  modelId: ModelId,
  state: ModelInfo.shape.state,
  freedBytes: Count,
});
export const TrialLine = DeviceTrial.extend({ type: z.literal('trial'), modelId: ModelId });
export const LicenceLine = z.object({
  type: z.literal('licence'),
  name: z.string(),
  text: z.string(),
  notice: z.string().nullable(),
});
export const AlignmentLine = Alignment.extend({ type: z.literal('alignment') });
export const SpeedLine = SearchModelSpeed.extend({ type: z.literal('speed') });
export const CheckLine = DoctorCheck.extend({ type: z.literal('check') });
export const ListeningLine = z.object({ type: z.literal('listening'), url: z.string() });
/** On standard error. */
export const ErrorLine = z.object({ type: z.literal('error'), code: z.string(), message: z.string() });
