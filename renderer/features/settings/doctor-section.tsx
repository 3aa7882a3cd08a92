import { useMutation } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Stethoscope } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DoctorCheck } from '../../../app/contract/system.ts';
import type { z } from 'zod';
import { useEngine } from '../../engine/engine-context.tsx';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SettingSection } from './setting-row.tsx';

/** Looks whether all that Afterimage needs is there, and says what to do where it is not. */
export function DoctorSection(): ReactNode {
  const engine = useEngine();
  const doctor = useMutation({ mutationFn: () => engine.system.doctor({}) });
  const words = en.settings;
  const checks = doctor.data?.checks ?? [];
  const problems = checks.filter(({ ok }) => !ok).length;
  return (
    <SettingSection id="doctor" title={words.doctor}>
      <div className="row" data-wrap>
        <p className="quiet grow">{words.doctorNote}</p>
        <Button
          kind="outline"
          icon={<Stethoscope aria-hidden />}
          disabled={doctor.isPending}
          onClick={() => doctor.mutate()}
        >
          {words.runDoctor}
        </Button>
      </div>
      <p role="status" className={doctor.isIdle ? 'visually-hidden' : undefined}>
        {doctor.isPending ? words.checking : doctor.isSuccess ? words.checked(checks.length, problems) : ''}
      </p>
      {doctor.isError ? <Notice tone="bad">{errorText(doctor.error)}</Notice> : null}
      {checks.length === 0 ? null : (
        <ul className="card lines checks" data-testid="checks">
          {checks.map((check) => (
            <CheckLine key={check.name} check={check} />
          ))}
        </ul>
      )}
    </SettingSection>
  );
}

function CheckLine({ check }: { check: z.output<typeof DoctorCheck> }): ReactNode {
  const Icon = check.ok ? CircleCheck : CircleAlert;
  return (
    <li className="check" data-ok={check.ok}>
      <Icon role="img" aria-label={check.ok ? en.settings.ok : en.settings.notOk} />
      <div className="grow">
        <p>{check.name}</p>
        <p className="quiet">{check.detail}</p>
        {check.fix === null ? null : <p>{check.fix}</p>}
      </div>
    </li>
  );
}
