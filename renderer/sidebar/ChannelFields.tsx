import { useTranslation } from 'react-i18next';
import { TextField } from '../ui/Field.tsx';

type LineProps = { value: string; onChange: (value: string) => void };

/** What a channel is called; `missing` says that it has to be called something. */
export function NameField({ value, missing, onChange }: LineProps & { missing: boolean }) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('newChannel.name')}
      value={value}
      maxLength={80}
      problem={missing ? t('newChannel.nameMissing') : null}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** What a channel is about. */
export function TopicField({ value, onChange }: LineProps) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('newChannel.topic')}
      note={t('newChannel.topicNote')}
      value={value}
      maxLength={250}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
