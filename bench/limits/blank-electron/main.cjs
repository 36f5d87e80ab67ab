// The limit of `start`: an Electron application that shows one blank window on the whole screen and nothing else.
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 2560, height: 1440, fullscreen: true, show: true });
  window.loadURL('data:text/html,<title>blank</title><body style="background:%230b0e13">');
});
