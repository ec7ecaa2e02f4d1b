// The portal works without this. It makes it an app: kept at hand offline, told of notices, installed.
(() => {
  // The page that is open is seen in the menu, however narrow the screen.
  for (const here of document.querySelectorAll('.tabs [aria-current]')) {
    const [menu, box] = [here.closest('ul'), here.getBoundingClientRect()];
    menu.scrollLeft += box.left - menu.getBoundingClientRect().left - (menu.clientWidth - box.width) / 2;
  }

  const workers = navigator.serviceWorker;
  const form = document.querySelector('form[data-push]');
  const able = workers && 'PushManager' in window && 'Notification' in window;
  if (form && able) form.classList.remove('later');
  else if (form) form.hidden = true;
  if (!workers) return;
  const ready = workers.register('/portal/sw.js', { scope: '/portal' });
  ready.catch(() => {});

  const text = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const bytes = key => Uint8Array.from(atob(key.replace(/-/g, '+').replace(/_/g, '/')), sign => sign.charCodeAt(0));

  if (form && able) {
    let asked = false;
    form.addEventListener('submit', event => {
      if (asked) return;
      event.preventDefault();
      subscribe().then(found => {
        form.elements.Endpoint.value = found.endpoint;
        form.elements.P256dh.value = text(found.getKey('p256dh'));
        form.elements.Auth.value = text(found.getKey('auth'));
        asked = true;
        form.submit();
      }).catch(() => {
        const said = form.querySelector('.error');
        said.textContent = form.dataset.refused;
        said.hidden = false;
      });
    });
  }

  async function subscribe() {
    if (await Notification.requestPermission() !== 'granted') throw new Error('refused');
    await ready;
    const manager = (await workers.ready).pushManager;
    const key = bytes(form.dataset.push);
    const before = await manager.getSubscription();
    // One made with another key would never be told anything.
    if (before && text(before.options.applicationServerKey || new ArrayBuffer(0)) !== form.dataset.push) await before.unsubscribe();
    return manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  }

  const install = document.querySelector('[data-install]');
  if (install) addEventListener('beforeinstallprompt', event => {
    event.preventDefault();
    install.hidden = false;
    install.onclick = () => { install.hidden = true; event.prompt(); };
  });
})();
