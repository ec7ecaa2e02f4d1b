using System.Globalization;
using System.Text.RegularExpressions;
using Wisp.EndToEnd.Tests.Everywhere;

namespace Wisp.EndToEnd.Tests.Journeys;

/// <summary>The portal on a small phone and a bad line: 400 kbit/s, 400 ms.</summary>
[Collection(SharedSite.Name)]
public sealed partial class PortalLineTests(Site site)
{
    private const int MostBytes = 100_000;
    private const double BytesAMillisecond = 400_000 / 8 / 1000.0;
    private const int Latency = 400;
    private static readonly Device SmallPhone = new(360, 740);

    [Theory]
    [InlineData("es", "Ingresar")]
    [InlineData("en", "Sign in")]
    public Task The_first_page_is_one_answer_that_is_there_within_a_second_fits_and_is_clean_to_axe(string language, string heading) => site.WalkAsync(async walk =>
    {
        var page = walk.Page;
        await Axe.BringAsync(page);
        if (language == "en") await InEnglishAsync(walk);
        var line = await page.Context.NewCDPSessionAsync(page);
        await line.SendAsync("Network.enable");
        await line.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false, ["latency"] = Latency, ["downloadThroughput"] = 400_000 / 8, ["uploadThroughput"] = 400_000 / 8,
        });
        Dictionary<string, double> sizes = [];
        List<string> asked = [];
        line.Event("Network.requestWillBeSent").OnEvent += (_, told) => asked.Add(told!.Value.GetProperty("request").GetProperty("url").GetString()!);
        line.Event("Network.loadingFinished").OnEvent += (_, told) => sizes[told!.Value.GetProperty("requestId").GetString()!] = told.Value.GetProperty("encodedDataLength").GetDouble();
        await page.GotoAsync("/portal/sign-in", new() { WaitUntil = WaitUntilState.NetworkIdle });

        await Expect(page.Locator("h1")).ToHaveTextAsync(heading);
        Assert.True(sizes.Values.Sum() <= MostBytes, $"{sizes.Values.Sum()} bytes for {string.Join(", ", asked)}");
        var origin = new Uri(page.Url).GetLeftPart(UriPartial.Authority);
        Assert.All(asked, url => Assert.StartsWith(origin, url, StringComparison.Ordinal));
        // All that the first paint waits for is the page itself: its time is the line's, not the machine's.
        Assert.Equal(0, await page.Locator("link[rel=stylesheet], script:not([defer], [async], [type=module])").CountAsync());
        var own = double.Parse(await page.EvaluateAsync<string>("() => String(performance.getEntriesByType('navigation')[0].transferSize)"), CultureInfo.InvariantCulture);
        Assert.InRange(Latency + (own / BytesAMillisecond), Latency, 1000);
        Assert.Equal(360, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(await Axe.ViolationsAsync(page));
    }, SmallPhone);

    [Fact]
    public Task Without_script_a_subscriber_looks_at_all_there_is() => site.WalkAsync(async walk =>
    {
        var page = walk.Page;
        await PairAsync(walk);
        foreach (var url in (string[])["/portal", "/portal/invoices", "/portal/payments", "/portal/account", "/portal/pay", "/portal/notices", "/portal/vouchers/new", "/portal/profile", "/portal/me"])
        {
            await page.GotoAsync(url);
            await Expect(page.Locator("main h1")).ToHaveCountAsync(1);
            var title = await page.TitleAsync();
            Assert.Matches(PortalTitle(), title);
        }
    }, SmallPhone with { Script = false });

    [Theory]
    [InlineData("es", false)]
    [InlineData("en", true)]
    public Task Each_page_fits_a_small_phone_and_is_clean_to_axe(string language, bool dark) => site.WalkAsync(async walk =>
    {
        var page = walk.Page;
        await Axe.BringAsync(page);
        if (language == "en") await InEnglishAsync(walk);
        await PairAsync(walk);
        foreach (var url in (string[])["/portal", "/portal/invoices", "/portal/payments", "/portal/account", "/portal/pay", "/portal/notices", "/portal/vouchers", "/portal/vouchers/new", "/portal/profile", "/portal/me", "/portal/second-factor"])
        {
            await page.GotoAsync(url);
            Assert.Equal((url, 360), (url, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")));
            Assert.Equal([], (await Axe.ViolationsAsync(page)).Select(found => $"{url}: {found}"));
        }
    }, SmallPhone with { Dark = dark });

    private static async Task InEnglishAsync(Walk walk)
    {
        await walk.GoAsync("/portal/sign-in");
        await walk.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(walk.Page.Locator("h1")).ToHaveTextAsync("Sign in");
    }

    private async Task PairAsync(Walk walk) => await Seeds.EnterPortalAsync(
        walk, await site.Database.ValueAsync<Guid>("insert into clients.client (name, country, status, created_at, updated_at) values ('Lucía de la Línea', 'AR', 'active', now(), now()) returning id"));

    [GeneratedRegex(" · Portal")]
    private static partial Regex PortalTitle();
}
