import { useEffect } from 'react';
import { useSettings } from '../../engine/hooks.ts';

const darkQuery = '(prefers-color-scheme: dark)';

/** Puts the chosen theme, or the system's, on the page and follows the system as it changes. */
export function useTheme(): void {
  const theme = useSettings().data?.theme ?? 'system';
  useEffect(() => {
    const media = matchMedia(darkQuery);
    const apply = (): void => {
      const dark = theme === 'dark' || (theme === 'system' && media.matches);
      document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
    };
    apply();
    media.addEventListener('change', apply);
    return () => media.removeEventListener('change', apply);
  }, [theme]);
}
