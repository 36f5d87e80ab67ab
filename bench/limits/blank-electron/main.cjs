// The limit of `start`: an Electron application that shows one blank window and nothing else.
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1600, height: 900, show: true });
  window.loadURL('data:text/html,<title>blank</title><body style="background:%230b0e13">');
});
