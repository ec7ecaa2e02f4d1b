using System.Globalization;

namespace Wisp.EndToEnd.Tests.Everywhere;

/// <summary>What a phone asks of each page of the portal: that it can be read and hit with a thumb, is there soon, stays where it is, and is kept as long as it may be.</summary>
[Collection(SharedSite.Name)]
public sealed class PortalPageTests(Site site)
{
    // "Good" by the measures of the web (web.dev/vitals), of which the second is for all that moves while a page is there.
    private const double LatestPaint = 2500;
    private const double MostShift = 0.02;

    private static readonly string[] Before = ["/portal/sign-in", "/portal/forgot", "/portal/link/nobody-knows-it", "/portal/offline"];

    private static readonly string[] Signed =
    [
        "/portal", "/portal/invoices", "/portal/invoices/{invoice}", "/portal/payments", "/portal/account", "/portal/pay", "/portal/pay?invoice={invoice}", "/portal/notices",
        "/portal/vouchers", "/portal/vouchers/new", "/portal/contracts/{contract}", "/portal/contracts/{contract}/plan", "/portal/profile", "/portal/me", "/portal/devices", "/portal/password",
        "/portal/second-factor",
    ];

    [Fact]
    public Task Each_page_is_read_and_hit_with_ease_is_there_soon_and_stays_where_it_is() => site.WalkAsync(async walk =>
    {
        var page = walk.Page;
        var found = new List<string>();
        await walk.SignInAsync("*");
        var client = Guid.Parse((await FilledSite.UrlAsync(walk, "{client}")).Trim('/'));
        var urls = new List<string>(Before);
        foreach (var url in Signed) urls.Add(await FilledSite.UrlAsync(walk, url));
        await page.AddInitScriptAsync(Watch);
        Keep(page, found);
        var line = await page.Context.NewCDPSessionAsync(page);
        await line.SendAsync("Network.enable");
        // What a worker fetches is on no slow line.
        await line.SendAsync("Network.setBypassServiceWorker", new Dictionary<string, object> { ["bypass"] = true });
        foreach (var url in urls)
        {
            if (url == urls[Before.Length]) await Seeds.EnterPortalAsync(walk, client);
            // Once as it comes to a machine that is busy with other tests; then as the line has it.
            await LineAsync(line, slow: false);
            await page.GotoAsync(url, new() { WaitUntil = WaitUntilState.Load });
            await LineAsync(line, slow: true);
            await page.GotoAsync(url, new() { WaitUntil = WaitUntilState.NetworkIdle });
            found.AddRange((await page.EvaluateAsync<string[]>(Look)).Select(problem => $"{url}: {problem}"));
            var (painted, shifted) = (await NumberAsync(page, "painted"), await NumberAsync(page, "shifted"));
            if (painted is <= 400 or > LatestPaint) found.Add($"{url}: painted after {painted} ms");
            if (shifted > MostShift) found.Add($"{url}: shifted by {shifted}");
        }

        foreach (var cookie in await page.Context.CookiesAsync())
            if (!cookie.HttpOnly || cookie.SameSite == SameSiteAttribute.None) found.Add($"cookie {cookie.Name} is open to scripts or other sites");
        Assert.True(found.Count == 0, string.Join('\n', found));
    }, Device.SmallPhone);

    /// <summary>Pages and what is the subscriber's own are not kept; what is named by its content is kept for good.</summary>
    private static void Keep(IPage page, List<string> found) => page.Response += (_, answer) =>
    {
        var (url, kept) = (new Uri(answer.Url), answer.Headers.GetValueOrDefault("cache-control", ""));
        if (!url.AbsolutePath.StartsWith("/portal", StringComparison.Ordinal) && !url.AbsolutePath.StartsWith("/_content/Wisp.Modules.Portal", StringComparison.Ordinal)) return;
        var wanted = answer.Request.ResourceType switch
        {
            "document" or "fetch" => "no-store",
            "script" or "stylesheet" when url.Query.StartsWith("?v=", StringComparison.Ordinal) => "immutable",
            "manifest" => "no-cache",
            _ => "max-age",
        };
        if (answer.Status == 200 && !kept.Contains(wanted, StringComparison.Ordinal)) lock (found) found.Add($"{url.PathAndQuery} ({answer.Request.ResourceType}) is kept by «{kept}»");
    };

    private static Task LineAsync(ICDPSession line, bool slow) => line.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
    {
        ["offline"] = false, ["latency"] = slow ? 400 : 0, ["downloadThroughput"] = slow ? 400_000 / 8 : -1, ["uploadThroughput"] = slow ? 400_000 / 8 : -1,
    });

    private static async Task<double> NumberAsync(IPage page, string name) =>
        double.Parse(await page.EvaluateAsync<string>($"() => String(window.{name} ?? 0)"), CultureInfo.InvariantCulture);

    private const string Watch =
        """
        (() => {
          new PerformanceObserver(list => { for (const one of list.getEntries()) window.painted = one.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
          new PerformanceObserver(list => { for (const one of list.getEntries()) window.shifted = (window.shifted ?? 0) + one.value; }).observe({ type: 'layout-shift', buffered: true });
        })()
        """;

    // A target is 24 px at least (WCAG 2.2, 2.5.8); what is pressed to do something is as high as a thumb wants it.
    private const string Look =
        """
        () => {
          const problems = [];
          const is = (good, said) => { if (!good) problems.push(said); };
          const html = document.documentElement;
          const meta = name => document.querySelector(`meta[name=${name}]`)?.content ?? '';
          is(['es', 'en'].includes(html.lang), `lang is «${html.lang}»`);
          is(/^\S.+ · \S/.test(document.title), `title is «${document.title}»`);
          is(meta('viewport').includes('width=device-width') && !/user-scalable|maximum-scale/.test(meta('viewport')), `viewport is «${meta('viewport')}»`);
          is(location.pathname !== '/portal/sign-in' || meta('description').length >= 30, `description is «${meta('description')}»`);
          is(document.querySelectorAll('h1').length === 1, 'has not one h1');
          is(html.scrollWidth === 360, `is ${html.scrollWidth} px wide`);
          for (const picture of document.images) is(picture.hasAttribute('width') && picture.hasAttribute('height'), `says no size of ${picture.outerHTML}`);

          const shown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest('.sr, .skip');
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          let count = 0;
          while (texts.nextNode()) {
            const element = texts.currentNode.parentElement;
            if (!texts.currentNode.data.trim() || !shown(element)) continue;
            count++;
            const size = parseFloat(getComputedStyle(element).fontSize);
            is(size >= 12, `«${texts.currentNode.data.trim()}» is ${size} px`);
          }
          is(count > 0, 'says nothing');

          const targets = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(shown)
            .map(element => ({ element, box: (element.matches('[type=checkbox], [type=radio]') ? element.closest('label') ?? element : element).getBoundingClientRect() }));
          is(targets.length > 0, 'has nothing to press');
          const named = ({ element }) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 120);
          for (const target of targets) {
            const least = target.element.matches('button, .btn, input, select, textarea, summary, nav a') ? 44 : 24;
            is(target.box.height >= least - 0.5 && target.box.width >= 24, `${named(target)} is ${Math.round(target.box.width)} × ${Math.round(target.box.height)} px`);
          }
          for (let one = 0; one < targets.length; one++)
            for (let other = one + 1; other < targets.length; other++) {
              const [a, b] = [targets[one], targets[other]];
              if (a.element.contains(b.element) || b.element.contains(a.element)) continue;
              const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left), down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
              is(across <= 1 || down <= 1, `${named(a)} lies over ${named(b)}`);
            }
          return problems;
        }
        """;
}
