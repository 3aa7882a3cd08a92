import { formatCount } from '../format.ts';

export const models = {
  title: 'Models',
  intro: 'Everything runs on this computer with the models below. Nothing is sent anywhere.',
  states: {
    absent: 'Not installed',
    fetching: 'Fetching',
    verifying: 'Checking',
    installed: 'Installed',
    corrupt: 'Damaged',
  },
  tasks: { search: 'search', caption: 'captions', answer: 'answers' },
  goodAt: 'Good at',
  limits: 'What it cannot do',
  facts: {
    tasks: 'Used for',
    size: 'Size',
    memory: 'Memory',
    languages: 'Languages',
    sees: 'Sees',
    licence: 'Licence',
    revision: 'Revision',
  },
  memory: (megabytes: number) => `about ${formatCount(Math.round(megabytes))} MB`,
  sees: (pixels: number) => `${pixels} × ${pixels} pixels of each photo`,
  card: 'Model card',
  cardTitle: (title: string) => `Model card of ${title}`,
  none: 'No model is installed. Search works on words and facts only.',
};
