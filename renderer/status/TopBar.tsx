import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Clocks } from './Clocks.tsx';
import { MainMenu } from './MainMenu.tsx';
import './status.css';

/** The bar at the top: the product, the desk, one's own presence (`presence`), the clocks and the menu. */
export function TopBar({ presence }: { presence: ReactNode }) {
  const { t } = useTranslation();
  return (
    <header className="top-bar">
      <h1 className="top-name">{t('app.name')}</h1>
      <span className="top-desk">{t('topBar.desk')}</span>
      <span className="top-room" />
      {presence}
      <Clocks />
      <MainMenu />
    </header>
  );
}
