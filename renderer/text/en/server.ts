import { formatCount } from '../format.ts';

export const server = {
  title: 'A server of your own',
  note: 'Any OpenAI-compatible server may answer in place of the chat model: llama.cpp, Ollama, LM Studio, vLLM. Your questions, and the photos they are about, then go to its address and nowhere else. You are asked before the first time.',
  enabled: 'Let it answer',
  incomplete: 'Enter its address and choose a model first.',
  address: 'Address',
  addressNote: 'Usually ends in /v1. Ollama: http://localhost:11434/v1. LM Studio: http://localhost:1234/v1.',
  addressInvalid: 'Enter an address that begins with http:// or https://, without a question mark.',
  key: 'Key',
  keyOf: (detail: string) => `${detail} It is sent to this address only.`,
  keyNote: (detail: string) => `Leave it empty where the server asks for none. ${detail}`,
  keyPresent: 'A key is kept',
  saveKey: 'Keep',
  forgetKey: 'Forget',
  model: 'Model',
  modelNote: 'Choose one that takes images.',
  test: 'Ask for its models',
  testing: 'Asking…',
  has: (count: number) =>
    count === 0
      ? 'It answers, and has no model.'
      : `It answers, and has ${formatCount(count)} ${count === 1 ? 'model' : 'models'}.`,
  edge: 'Longest edge of photos, pixels',
  edgeNote: 'Photos are scaled down to this on your computer before they are sent.',
};
