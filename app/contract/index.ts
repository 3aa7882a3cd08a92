/** @file The one contract between the engine and everything a person touches: renderer, browser, command line. */
import { assistant } from './assistant.ts';
import { chatServer } from './chat-server.ts';
import { defineContract, type Client, type Handlers } from './define.ts';
import { jobs } from './jobs.ts';
import { library } from './library.ts';
import { models } from './models.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { system } from './system.ts';

export const contract = defineContract({ system, library, search, assistant, chatServer, jobs, models, settings });

/** What the renderer and the command line hold. */
export type Engine = Client<typeof contract>;
/** What `main/engine` implements. */
export type EngineHandlers = Handlers<typeof contract>;
