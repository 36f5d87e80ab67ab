import { Component, type ReactNode } from 'react';
import { Translation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';

/** Keeps a pane that has come to a stop from taking the others with it. */
export class PaneBoundary extends Component<{ children: ReactNode }, { stopped: boolean }> {
  override state = { stopped: false };

  static getDerivedStateFromError() {
    return { stopped: true };
  }

  override render() {
    if (!this.state.stopped) return this.props.children;
    return (
      <div className="pane pane-notice" role="alert">
        <Translation>
          {(t) => (
            <>
              <p>{t('pane.stopped')}</p>
              <Button onClick={() => this.setState({ stopped: false })}>{t('common.retry')}</Button>
            </>
          )}
        </Translation>
      </div>
    );
  }
}
