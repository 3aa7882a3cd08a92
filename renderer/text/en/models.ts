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
  cardTable: (number: number, title: string) => `Table ${number} in the model card of ${title}`,
  problems: {
    corrupt: 'A file of this model is damaged. Install Afterimage again to repair it.',
    absent: 'This model is not there. Install Afterimage again to get it back.',
  },
  noneTitle: 'No model installed',
  none: 'Search works on words and facts only, and questions about what is in a photo cannot be answered.',
};
