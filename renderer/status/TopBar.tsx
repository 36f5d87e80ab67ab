import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MenuHost } from '../ui/Menu.tsx';
import { Clocks } from './Clocks.tsx';
import { MainMenu } from './MainMenu.tsx';
import './status.css';

/** The bar at the top: the product, the desk (`desk`), one's own presence (`presence`), the clocks and the menu. */
export function TopBar({ desk, presence }: { desk: ReactNode; presence: ReactNode }) {
  const { t } = useTranslation();
  const [host, setHost] = useState<HTMLElement | null>(null);
  return (
    <header className="top-bar" ref={setHost}>
      <MenuHost value={host}>
        <h1 className="top-name">{t('app.name')}</h1>
        {desk}
        <span className="top-room" />
        {presence}
        <Clocks />
        <MainMenu />
      </MenuHost>
    </header>
  );
}
