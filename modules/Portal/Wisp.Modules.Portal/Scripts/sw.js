// The portal without a network, and what is pushed to it. Nothing that belongs to a subscriber is kept here.
const OFFLINE = '/portal/offline';
const KEPT = 'portal-1';

self.addEventListener('install', event => event.waitUntil(
  caches.open(KEPT).then(cache => cache.add(new Request(OFFLINE, { cache: 'reload' }))).then(() => self.skipWaiting())));

self.addEventListener('activate', event => event.waitUntil(
  caches.keys().then(names => Promise.all(names.filter(name => name !== KEPT).map(name => caches.delete(name)))).then(() => self.clients.claim())));

self.addEventListener('fetch', event => {
  if (event.request.mode === 'navigate' && event.request.method === 'GET')
    event.respondWith(fetch(event.request).catch(() => caches.match(OFFLINE)));
});

const local = url => typeof url === 'string' && /^\/portal([/?]|$)/.test(url) ? url : '/portal';

self.addEventListener('push', event => {
  let told = {};
  try { told = event.data.json(); } catch { return; }
  event.waitUntil(self.registration.showNotification(told.title || '', {
    body: told.body || '', tag: told.tag, icon: '/_content/Wisp.Modules.Portal/icon-192.png', data: { url: local(told.url) },
  }));
});

self.addEventListener('notificationclick', event => {
  event.notification.close();
  const url = local(event.notification.data && event.notification.data.url);
  event.waitUntil(self.clients.matchAll({ type: 'window' }).then(open => {
    const here = open.find(client => new URL(client.url).pathname.startsWith('/portal'));
    return here && here.navigate ? here.focus().then(client => client.navigate(url)).catch(() => self.clients.openWindow(url)) : self.clients.openWindow(url);
  }));
});
